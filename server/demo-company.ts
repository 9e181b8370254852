import { fork } from 'node:child_process'
import { chmod, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Login } from './demo/company.ts'
import { type Shop, startShop } from './demo/shop/shop.ts'
import { contextFor, type Platform } from './platform/context.ts'
import { messageOf, say } from './platform/start/console.ts'
import type { DataFolder } from './platform/start/data-folder.ts'
import type { Settings } from './platform/start/env.ts'
import { centre } from './settings/queries.ts'

type Given = {
  settings: Settings
  data: DataFolder
  databaseUrl: string
  origins: string[]
  stop: (() => Promise<void>)[]
  listen(open: () => Promise<unknown>, port: number): Promise<void>
}

/** The demo company: loaded by `--demo` or chosen on the set-up page, with its shop on the second port. */
export function demoCompany({ settings, data, databaseUrl, origins, stop, listen }: Given) {
  let platform: Platform
  let shop: Promise<Shop> | undefined
  const openShop = async () => {
    const { shopPort, host } = settings
    shop ??= startShop(platform, { port: shopPort, host, origins })
    const { address, close } = await shop
    stop.unshift(close)
    say(`Demo shop with the customer's chat window: ${address}`)
  }
  const keepLogins = async (logins: Login[]) => {
    await writeLogins(data, logins)
    // On the set-up page the centre is committed a moment later; the shop asks for it then.
    if (platform)
      setTimeout(() => void openShop().catch((error) => process.stderr.write(`${messageOf(error)}\n`)), 1000)
  }
  const open = async (ready: Platform) => {
    const ctx = contextFor(ready, { kind: 'system' })
    if (settings.demo && !(await centre(ctx))) {
      say('Loading the demo company …')
      await writeLogins(data, await loadApart({ databaseUrl, key: data.key.toString('base64'), shopOrigins: origins }))
      ready.hints.publish({ topic: 'settings.changed' })
    }
    platform = ready
    if ((await centre(ctx))?.demo) await listen(openShop, settings.shopPort)
  }
  return { open, keepLogins }
}

/** In a process of its own, which gives back the 250 MB that 60 days of history take while they are made. */
function loadApart(work: { databaseUrl: string; key: string; shopOrigins: string[] }): Promise<Login[]> {
  return new Promise((resolve, reject) => {
    const child = fork(new URL('./load-demo.ts', import.meta.url), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
    child.once('message', (logins) => resolve(logins as Login[]))
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the demo company could not be loaded (exit code ${code})`)))
    // By message, not by argument: what stands in arguments every account of the machine can read.
    child.send(work)
  })
}

async function writeLogins(data: DataFolder, logins: Login[]): Promise<void> {
  const path = join(data.path, 'demo-logins.json')
  await writeFile(`${path}.new`, `${JSON.stringify(logins, null, 2)}\n`, { mode: 0o600 })
  await chmod(`${path}.new`, 0o600)
  await rename(`${path}.new`, path)
  say(`Sign-ins of the demo company: ${path}`)
}
