import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { hasRedis } from './harness/redis.ts'

const benches = [
  'start',
  'rest',
  'chat',
  'idle',
  'claim',
  'welcome',
  'storm',
  'tickets',
  'inbox',
  'clocks',
  ...(hasRedis() ? ['scale'] : []),
]

const bench = (...args: string[]) => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(import.meta.dirname, 'run.ts'), ...args], {
    encoding: 'utf8',
  })
  return { status, stdout, stderr, lines: stdout.trim().split('\n') }
}

describe('npm run bench', () => {
  it('lists the benches with what each one measures', () => {
    expect(bench().lines).toContainEqual(expect.stringMatching(/^ {2}start +time from the command/))
  })

  it('names the benches when asked for one that does not exist', () => {
    const { status, stderr } = bench('nonsense')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^bench: no bench named nonsense; there are .*start/)
  })

  it.each(benches)(
    '%s works on a tiny size and prints a JSON line for each figure',
    (name) => {
      const { status, stderr, lines } = bench(name, '--json', '--tiny')
      expect(stderr).toBe('')
      expect(status).toBe(0)
      for (const line of lines) {
        const figure = JSON.parse(line) as Record<string, unknown>
        expect(Object.keys(figure).sort()).toEqual([
          'baseline',
          'bench',
          'figure',
          'n',
          'note',
          'ratio',
          'unit',
          'value',
        ])
        expect(figure).toMatchObject({ bench: name, value: expect.any(Number), ratio: expect.any(Number) })
      }
    },
    60_000,
  )
})
