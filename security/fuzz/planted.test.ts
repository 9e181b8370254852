import { afterEach, expect, test } from 'vitest'
import { watchEgress } from './egress.ts'
import { timesLonger } from './pace.ts'
import { plantedTarget } from './planted.ts'
import { marker, type Operation, operationsOf, type Request } from './requests.ts'
import { search } from './search.ts'

const runs = 150
const seeds = [1, 2, 3]
let target: ReturnType<typeof plantedTarget>
afterEach(() => target.close())

const operation = (path: string): Operation => {
  target = plantedTarget()
  const found = operationsOf(target.doc).find((one) => one.path === path)
  if (!found) throw new Error(`no operation ${path}`)
  return found
}
const faultsAt = async (path: string) => {
  const faults: string[] = []
  for (const seed of seeds) {
    const planted = operation(path)
    const finding = await search(target, planted, { runs, seed })
    await target.close()
    faults.push(finding?.fault ?? 'missed')
  }
  return faults
}

test.each([
  ['NUL in a text', '/nul', /status 500/],
  ['a number beyond four bytes', '/overflow/{n}', /status 500/],
  ['an exception told to the caller', '/echo', /says too much/],
  ['an answer without its headers', '/bare', /headers missing/],
])('finds %s, with every seed', async (_what, path, fault) => {
  for (const found of await faultsAt(path)) expect(found).toMatch(fault)
})

test('finds a property that no schema knows in what is stored', async () => {
  for (const seed of seeds) {
    const extra = operation('/extra')
    await search(target, extra, { runs, seed })
    expect(await target.stored?.()).toContain(marker)
  }
})

test('finds a door without a guard: what a stranger sent changed something', async () => {
  const gate = operation('/gate')
  await search(target, gate, { runs, seed: 1 })
  expect(target.changes()).toBeGreaterThan(0)
})

test('finds a regular expression that takes for ever', async () => {
  const slow = operation('/pattern')
  const ask = (text: string) => async () => (await target.send(saying(slow, text))).ms
  expect(await timesLonger(ask('('.repeat(25)), ask('a'.repeat(25)))).toBeGreaterThan(20)
})

test('finds a server that was made to call out, by whatever way', async () => {
  const egress = watchEgress('postgres://127.0.0.1:5432/none')
  try {
    const calls = operation('/calls')
    await target.send(saying(calls, 'evil.test'))
    await fetch('http://127.0.0.1:40009/').catch(() => {})
    expect(egress.seen).toEqual(['127.0.0.1:9', '127.0.0.1:40009'])
  } finally {
    egress.stop()
  }
})

const saying = ({ method, path }: Operation, text: string): Request => ({
  method,
  url: path,
  headers: { 'content-type': 'application/json' },
  payload: JSON.stringify({ text }),
  as: 'somebody',
  marker,
})

test('finds nothing where nothing is wrong', async () => {
  expect(await faultsAt('/sound')).toEqual(['missed', 'missed', 'missed'])
})

test('a failure is told with the seed and a line for the shell', async () => {
  const nul = operation('/nul')
  const finding = await search(target, nul, { runs, seed: 1 })
  expect(finding?.curl).toMatch(/^curl -X POST '\$URL\/nul[^']*' .*--data-binary/)
  expect(finding?.seed).toBe(1)
  expect(finding?.request.payload).toContain('\\u0000')
})
