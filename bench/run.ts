// npm run bench -- NAME… [--json] [--tiny]: without a name, lists the benches.
import { readdirSync } from 'node:fs'
import { parseArgs } from 'node:util'
import type { Bench, Figure } from './harness/figure.ts'

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && file !== 'run.ts')
  .map((file) => file.slice(0, -3))
  .sort()

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    options: { json: { type: 'boolean' }, tiny: { type: 'boolean' } },
    allowPositionals: true,
  })
  const unknown = positionals.find((name) => !names.includes(name))
  if (unknown) throw new Error(`no bench named ${unknown}; there are ${names.join(', ')}`)
  if (positionals.length === 0) console.log(`npm run bench -- NAME… [--json] [--tiny]\n${(await list()).join('\n')}`)
  for (const name of positionals) await run(name, { json: values.json ?? false, tiny: values.tiny ?? false })
}

async function run(bench: string, { json, tiny }: { json: boolean; tiny: boolean }): Promise<void> {
  const { measure } = await load(bench)
  await measure((figure) => {
    const complete: Figure = { bench, baseline: null, ratio: null, note: '', ...figure }
    console.log(json ? JSON.stringify(complete) : sentence(complete))
  }, tiny)
}

const list = () => Promise.all(names.map(async (name) => `  ${name.padEnd(12)} ${(await load(name)).title}`))

const load = async (name: string): Promise<Bench> => (await import(`./${name}.ts`)) as Bench

function sentence({ bench, figure, unit, value, baseline, ratio, n, note }: Figure): string {
  const against = baseline === null ? '' : `, baseline ${baseline} ${unit}`
  const times = ratio === null ? '' : `, ratio ${ratio}`
  return `${bench}: ${figure} ${value} ${unit}${against}${times} (n = ${n})${note && `; ${note}`}`
}

try {
  await main()
} catch (error) {
  process.stderr.write(`bench: ${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
