// npm run faults [-- F1 N2 …] [--small] [--list]: every fault, or those named, and a table of what came of it.
import { parseArgs } from 'node:util'
import { faults } from './all.ts'
import type { Fault, Outcome } from './fault.ts'
import { clearStages } from './rig/stage.ts'

type Line = { fault: Fault; outcome?: Outcome; notRun?: string; failed?: string; seconds: number }

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { small: { type: 'boolean' }, list: { type: 'boolean' } },
    allowPositionals: true,
  })
  const unknown = positionals.find((id) => !faults.some((fault) => fault.id === id))
  if (unknown) throw new Error(`no fault ${unknown}; there are ${faults.map((fault) => fault.id).join(', ')}`)
  if (values.list) return console.log(faults.map(({ id, title }) => `${id.padEnd(5)} ${title}`).join('\n'))
  const lines: Line[] = []
  for (const fault of faults.filter(({ id }) => positionals.length === 0 || positionals.includes(id))) {
    process.stderr.write(`${fault.id} ${fault.title} …\n`)
    lines.push(await attempt(fault, values.small ? 'small' : 'full'))
    console.log(row(lines.at(-1) as Line))
  }
  console.log(`\n${header}\n${lines.map(row).join('\n')}\n\n${summary(lines)}`)
  // What hangs in a fault that ran out of time must not hold the end.
  process.exit(lines.some(isBad) ? 1 : 0)
}

async function attempt(fault: Fault, scale: 'full' | 'small'): Promise<Line> {
  const notRun = fault.missing?.() ?? undefined
  if (notRun) return { fault, notRun, seconds: 0 }
  const began = performance.now()
  const seconds = () => Math.round((performance.now() - began) / 1000)
  try {
    return { fault, outcome: await within(limitMs, fault.run(scale)), seconds: seconds() }
  } catch (error) {
    return { fault, failed: error instanceof Error ? error.message : String(error), seconds: seconds() }
  }
}

const limitMs = 5 * 60_000

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`not over after ${ms / 60_000} minutes`)), ms)
  })
  try {
    return await Promise.race([work, late])
  } catch (error) {
    await clearStages()
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const isBad = ({ outcome, failed }: Line) => failed !== undefined || (outcome?.broken.length ?? 0) > 0
const header = '| fault | load | lost | doubled | recovery ms | verdict |\n|---|---|---|---|---|---|'

function row(line: Line): string {
  const { fault, outcome, notRun, failed, seconds } = line
  const name = `${fault.id} ${fault.title}`
  if (!outcome) return `| ${name} | | | | | ${notRun ? `not run: ${notRun}` : `failed: ${oneLine(failed ?? '')}`} |`
  const verdict = outcome.broken.length > 0 ? `FAILED: ${oneLine(outcome.broken.slice(0, 4).join('; '))}` : 'passed'
  const note = outcome.note ? ` (${outcome.note})` : ''
  return `| ${name} | ${outcome.load} | ${outcome.lost} | ${outcome.doubled} | ${outcome.recoveryMs ?? '–'} | ${verdict}${note}, ${seconds} s |`
}

const oneLine = (text: string) => text.replaceAll(/\s+/g, ' ').replaceAll('|', '/').slice(0, 600)

function summary(lines: readonly Line[]): string {
  const notRun = lines.filter((line) => line.notRun).length
  const failed = lines.filter(isBad).length
  return `${lines.length - failed - notRun} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ''}`
}

for (const signal of ['SIGINT', 'SIGTERM'] as const)
  process.once(signal, () => void clearStages().finally(() => process.exit(130)))
try {
  await main()
} catch (error) {
  process.stderr.write(`faults: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
