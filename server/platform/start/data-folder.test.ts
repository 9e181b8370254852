import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDataFolder } from './data-folder.ts'

let folder: string
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), 'shouwen-data-')), 'data')
})
afterEach(() => rmSync(join(folder, '..'), { recursive: true }))

const open = () => openDataFolder(folder, { patienceMs: 0 })
const modeOf = (path: string) => statSync(path).mode & 0o777

describe('openDataFolder', () => {
  it('makes a folder that only its owner can enter, with a key of 32 bytes', async () => {
    const data = await open()
    expect(data.key).toHaveLength(32)
    expect(modeOf(data.path)).toBe(0o700)
    expect(modeOf(data.filesPath)).toBe(0o700)
    expect(modeOf(join(data.path, 'secret.key'))).toBe(0o600)
    data.release()
  })

  it('keeps the key over a restart', async () => {
    const first = await open()
    first.release()
    const second = await open()
    second.release()
    expect(second.key).toEqual(first.key)
  })

  it('tells a second start who holds the folder', async () => {
    const data = await open()
    await expect(open()).rejects.toThrow(`is in use by the server with pid ${process.pid}, which is starting`)
    data.announce('http://127.0.0.1:3000')
    await expect(open()).rejects.toThrow(`is in use by the server with pid ${process.pid}, at http://127.0.0.1:3000`)
    data.release()
    ;(await open()).release()
  })

  it('refuses another process while this one holds the folder', async () => {
    const data = await open()
    const { status, stdout } = spawnSync(process.execPath, [
      '--input-type=module',
      '-e',
      program('.catch((e) => console.log(e.message))'),
    ])
    expect(status).toBe(0)
    expect(String(stdout)).toMatch(`in use by the server with pid ${process.pid}`)
    data.release()
  })

  it('opens at once after the holder was killed', async () => {
    const holder = spawn(process.execPath, [
      '--input-type=module',
      '-e',
      program(".then(() => console.log('held'))\nsetInterval(() => {}, 1000)"),
    ])
    await once(holder.stdout, 'data')
    await expect(open()).rejects.toThrow(`is in use by the server with pid ${holder.pid}`)
    holder.kill('SIGKILL')
    await once(holder, 'exit')
    ;(await open()).release()
  })

  it('refuses to make a new key for an old database', async () => {
    const data = await open()
    data.release()
    rmSync(join(folder, 'secret.key'))
    writeFileSync(join(folder, 'postgres.password'), 'x')
    await expect(open()).rejects.toThrow('secret.key is missing: restore it from the backup')
  })

  it('refuses a damaged key and lets the folder go', async () => {
    ;(await open()).release()
    writeFileSync(join(folder, 'secret.key'), 'short')
    await expect(open()).rejects.toThrow('it has 5 bytes instead of 32')
    await expect(open()).rejects.toThrow('it has 5 bytes instead of 32')
  })

  it('uses a key given from outside, and then keeps none', async () => {
    const key = Buffer.alloc(32, 7)
    const data = await openDataFolder(folder, { key })
    expect(data.key).toBe(key)
    expect(existsSync(join(folder, 'secret.key'))).toBe(false)
    data.release()
  })

  it('says so when the path cannot be a folder', async () => {
    writeFileSync(folder, '')
    await expect(open()).rejects.toThrow(`the data folder ${folder} cannot be made (EEXIST)`)
  })
})

function program(then: string): string {
  const module = JSON.stringify(join(import.meta.dirname, 'data-folder.ts'))
  return `import { openDataFolder } from ${module}
    await openDataFolder(${JSON.stringify(folder)}, { patienceMs: 0 })${then}`
}
