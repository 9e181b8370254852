import { setTimeout as pause } from 'node:timers/promises'
import { type Emit, interleaved } from './harness/figure.ts'
import { memoryOfTree, type Running, startBareServer, startProduct, withFolder } from './harness/process.ts'

export const title = 'memory of all processes with the demo company, idle, against bare PostgreSQL + bare HTTP'

/** performance.md `rest`: <= 400 MB, where Chatwoot asks for 4 GB and Zammad for 6 to 10 GB. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const idleMs = tiny ? 200 : 10_000
  const options = tiny ? [] : ['--demo']
  await withFolder((ours) =>
    withFolder(async (bare) => {
      const memory = await interleaved(
        tiny ? 1 : 3,
        () => memoryAtRest(startProduct(ours, options), idleMs),
        () => memoryAtRest(startBareServer(bare), idleMs),
      )
      const note = `proportional set size after ${idleMs / 1000} s at rest${tiny ? ', empty centre' : ''}; target <= 400 MB`
      emit({ figure: 'memory at rest', unit: 'MiB', ...memory, note })
    }),
  )
}

async function memoryAtRest(starting: Promise<Running>, idleMs: number): Promise<number> {
  const running = await starting
  await pause(idleMs)
  const memory = memoryOfTree(running.child.pid as number)
  await running.stop()
  return memory
}
