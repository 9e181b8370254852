import { type Emit, interleaved } from './harness/figure.ts'
import { type Running, startBareServer, startProduct, withFolder } from './harness/process.ts'

export const title = 'time from the command to the first answer, against bare PostgreSQL + bare HTTP'

/** performance.md `start`: second start <= 2x the bare pair; first start, with initdb and migrations, <= 10 s. */
export async function measure(emit: Emit, tiny: boolean): Promise<void> {
  const rounds = tiny ? 1 : 5
  const first = await interleaved(
    rounds,
    () => inFreshFolder(startProduct),
    () => inFreshFolder(startBareServer),
  )
  emit({ figure: 'first start', unit: 'ms', ...first, note: 'with initdb and migrations; target <= 10000 ms' })
  await withFolder((ours) =>
    withFolder(async (bare) => {
      const second = await interleaved(
        rounds,
        () => timeOf(startProduct(ours)),
        () => timeOf(startBareServer(bare)),
      )
      emit({ figure: 'second start', unit: 'ms', ...second, note: 'target ratio <= 2' })
    }),
  )
}

async function inFreshFolder(start: (folder: string) => Promise<Running>): Promise<number> {
  let milliseconds = 0
  await withFolder(async (folder) => {
    milliseconds = await timeOf(start(folder))
  })
  return milliseconds
}

async function timeOf(starting: Promise<Running>): Promise<number> {
  const running = await starting
  await running.stop()
  return running.millisecondsToAnswer
}
