import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

const server = join(import.meta.dirname, '..', '..', 'main.ts')
const passphrase = { BACKUP_PASSPHRASE: 'correct horse battery staple' }
let folder: string
let running: ChildProcess[]
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shouwen-commands-'))
  running = []
})
afterEach(async () => {
  for (const child of running) await stop(child)
  for (const name of ['a', 'b', 'c']) {
    const note = join(folder, name, 'postgres.place')
    if (existsSync(note)) rmSync(readFileSync(note, 'utf8').trim(), { recursive: true })
  }
  rmSync(folder, { recursive: true })
})

const place = (name: string) => join(folder, name)

/** A command of bin/ without its installer. */
function command(name: 'backup' | 'restore', args: string[], env: Record<string, string> = passphrase) {
  const script = join(import.meta.dirname, `run-${name}.ts`)
  const { status, stdout, stderr } = spawnSync(process.execPath, [script, ...args], {
    env: { PATH: process.env.PATH, ...env },
    encoding: 'utf8',
  })
  return { status, stdout, stderr }
}

async function start(data: string): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, [server, '--data', data, '--port', '0', '--shop-port', '0'], {
    env: { PATH: process.env.PATH },
  })
  running.push(child)
  let said = ''
  const url = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (piece) => {
      said += piece
      const found = /http:\/\/127\.0\.0\.1:[1-9]\d*/.exec(said)?.[0]
      if (found) resolve(found)
    })
    child.once('exit', () => reject(new Error(`ended without an address: ${said}`)))
  })
  return { child, url }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}

test('a centre is saved while its server runs and while it does not, and a restored one serves', async () => {
  const { child } = await start(place('a'))
  mkdirSync(join(place('a'), 'files', 'x'), { recursive: true })
  writeFileSync(join(place('a'), 'files', 'x', 'note'), 'kept')
  const first = command('backup', ['--data', place('a'), '--to', place('first.backup')])
  expect(first).toMatchObject({ status: 0, stderr: '' })
  await stop(child)
  const second = command('backup', ['--data', place('a')])
  expect(second.status).toBe(0)
  expect(second.stdout).toContain(join(place('a'), 'backups', 'shouwen-'))

  const restored = command('restore', [place('first.backup'), '--data', place('b')])
  expect(restored).toMatchObject({ status: 0, stderr: '' })
  expect(restored.stdout).toMatch(/^event +\d+ rows, \d+ in the backup$/m)
  expect(restored.stdout).toMatch(/^Message sequences: .* equal to the backup, 0 with a gap\.$/m)
  expect(restored.stdout).toMatch(/^Lost at most \(RPO\): .* \d+ (s|min|h)\.$/m)
  expect(restored.stdout).toMatch(/^Time taken \(RTO\): [\d.]+ s/m)
  expect(readFileSync(join(place('b'), 'files', 'x', 'note'), 'utf8')).toBe('kept')
  expect(readFileSync(join(place('b'), 'secret.key'))).toEqual(readFileSync(join(place('a'), 'secret.key')))
  const again = await start(place('b'))
  expect((await fetch(`${again.url}/readyz`)).status).toBe(200)
}, 60_000)

test('a restore that is refused leaves nothing, and one into a used folder touches nothing', async () => {
  const { child } = await start(place('a'))
  expect(command('backup', ['--data', place('a'), '--to', place('first.backup')], {}).status).toBe(0)
  await stop(child)
  const withoutKey = command('restore', [place('first.backup'), '--data', place('b')], {})
  expect(withoutKey).toMatchObject({ status: 1, stdout: '' })
  expect(withoutKey.stderr).toMatch(/^shouwen: the backup does not hold the key: .*\n$/)
  expect(existsSync(join(place('b'), 'postgres'))).toBe(false)
  const used = command(
    'restore',
    [place('first.backup'), '--data', place('a'), '--key', join(place('a'), 'secret.key')],
    {},
  )
  expect(used.stderr).toMatch(/^shouwen: .* is not empty/)
  expect(existsSync(join(place('a'), 'postgres.password'))).toBe(true)
  const twice = command('backup', ['--data', place('a'), '--to', place('first.backup')], {})
  expect(twice.stderr).toMatch(/a backup never overwrites one/)
}, 60_000)
