import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/platform/clock.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { type MovableClock, movableClock } from '../../../test/clock.ts'
import { besideCommands } from './beside.ts'
import { faultsOf } from './check.ts'
import { endingCommands } from './ending.ts'
import { handingCommands } from './handing.ts'
import { type Model, startModel } from './model.ts'
import { openingCommands, opens } from './opening.ts'
import { watchedRows, watchRows } from './rows.ts'
import type { Command } from './step.ts'
import { workingCommands } from './working.ts'
import { openWorld, type World } from './world.ts'

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
/** FUZZ_RUNS counts requests of an operation; a series is some forty of them. */
const series = Math.ceil(Number(process.env.FUZZ_RUNS ?? 20) / 5)
const atMost = 60

/** Time passes only where a command says so: a slow machine changes nothing. */
function stillClock(): MovableClock {
  const moved = movableClock()
  const start = moved.now().getTime()
  const now = () => new Date(start + moved.offsetMs())
  return { ...moved, now, newId: () => uuidv7(now()) }
}

let app: TestApp
beforeAll(async () => {
  app = await startTestApp({ clock: stillClock() })
  await watchRows(app)
})
afterAll(() => app.close())

async function check(world: World, model: Model): Promise<void> {
  const faults = await faultsOf(world, model)
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

let taken = 0
const checked = (command: Command): Command => ({
  check: command.check.bind(command),
  async run(model, world) {
    await command.run(model, world)
    await check(world, model)
    taken++
  },
  toString: () => String(command),
})

async function freshWorld(): Promise<World> {
  const world = await openWorld(app)
  await world.settle()
  await watchedRows(app)
  return world
}

async function runSeries(commands: Iterable<Command>): Promise<void> {
  const world = await freshWorld()
  await fc.asyncModelRun(() => ({ model: startModel(), real: world }), commands)
  await world.settle()
}

test(`seed ${seed}: ${series} series of up to ${atMost} commands keep every rule of a ticket`, {
  timeout: 3_600_000,
}, async () => {
  const weighted = [
    { weight: 2, arbitrary: fc.oneof(...openingCommands) },
    { weight: 10, arbitrary: fc.oneof(...workingCommands, ...handingCommands) },
    { weight: 7, arbitrary: fc.oneof(...endingCommands) },
    { weight: 6, arbitrary: fc.oneof(...besideCommands) },
  ].map(({ weight, arbitrary }) => ({ weight, arbitrary: arbitrary.map(checked) }))
  // Without bias: a search that prefers short series never gets far from the first step.
  const rest = fc.noBias(fc.array(fc.oneof(...weighted), { maxLength: atMost, size: 'max' }))
  const some = fc.tuple(opens.map(checked), opens.map(checked), rest).map(([one, two, more]) => [one, two, ...more])
  const result = await fc.check(fc.asyncProperty(some, runSeries), {
    numRuns: series,
    seed,
    ...(process.env.FUZZ_PATH && { path: process.env.FUZZ_PATH }),
    interruptAfterTimeLimit: 600_000,
    markInterruptAsFailure: false,
    endOnFailure: process.env.FUZZ_SHRINK === 'no',
  })
  const story = `seed ${result.seed}, path ${result.counterexamplePath}\n${result.counterexample}\n${result.errorInstance}`
  expect(result.failed, result.failed ? story : '').toBe(false)
  process.stdout.write(`${taken} commands in ${series} series\n`)
})

describe('the check is checked: it finds', () => {
  const planted: [string, string][] = [
    [
      'a first responsible who never agreed',
      `update ticket set first_responsible_id = (select id from staff where email = 'zhang@mingde.test')`,
    ],
    ['a ticket that went its own way', `update ticket set state = 'closed'`],
    ['an archive without a record', `update ticket set state = 'archived'`],
    [
      'a due time that moved in silence',
      `update clock set due_at = due_at + interval '1 hour' where kind = 'resolution'`,
    ],
    [
      'an open ticket whose limit is gone',
      `update clock set state = 'cancelled', stopped_at = now() where kind = 'resolution'`,
    ],
    [
      'a step that is not in the log',
      `insert into event (subject_type, subject_id, kind, actor_type, from_state, to_state) select 'ticket', id, 'ticket.noted', 'system', 'closed', 'closed' from ticket`,
    ],
    ['somebody who sees more', `update ticket set group_id = (select id from staff_group where key = 'aftersale')`],
  ]
  test.each(planted)('%s', async (_what, statement) => {
    const world = await freshWorld()
    const model = startModel()
    for (const first of fc.sample(opens, { numRuns: 12, seed: 1 }))
      if (first.check(model)) await first.run(model, world)
    await check(world, model)
    expect(model.tickets.length).toBeGreaterThan(0)
    for (const one of statement.split(';')) await sql.raw(one).execute(app.platform.db)
    await expect(check(world, model)).rejects.toThrow()
  })
})
