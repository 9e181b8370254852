import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { uuidv7 } from '../../../server/platform/clock.ts'
import { startTestApp, type TestApp } from '../../../test/app.ts'
import { type MovableClock, movableClock } from '../../../test/clock.ts'
import type { Area, Command, Model } from './area.ts'
import { talksArea } from './talks.ts'
import { startTalks } from './talks-model.ts'
import { openWorld, type World } from './world.ts'

const seed = Number(process.env.FUZZ_SEED ?? randomInt(2 ** 31))
/** FUZZ_RUNS counts requests of an operation; a series is some forty of them. */
const series = Math.ceil(Number(process.env.FUZZ_RUNS ?? 20) / 5)
const atMost = 60
/** Areas whose commands are searched together; a further one joins here. */
const areas: Area[] = [talksArea]
/** Time passes only where a command says so: a slow machine changes nothing. */
function stillClock(): MovableClock {
  const moved = movableClock()
  const start = moved.now().getTime()
  const now = () => new Date(start + moved.offsetMs())
  return { ...moved, now, newId: () => uuidv7(now()) }
}

const startModel = (): Model => ({ talks: startTalks() })
let app: TestApp

beforeAll(async () => {
  app = await startTestApp({ clock: stillClock() })
})
afterAll(() => app.close())

async function check(world: World, model: Model): Promise<void> {
  await world.settle()
  const faults = await everyArea((area) => area.follow(world, model))
  faults.push(...(await everyArea((area) => area.faults(world, model))))
  if (faults.length > 0) throw new Error(faults.join('\n'))
}

async function everyArea(ask: (area: Area) => Promise<string[]>): Promise<string[]> {
  const answers: string[] = []
  for (const area of areas) answers.push(...(await ask(area)))
  return answers
}

/** The command, and after it everything that must hold whatever was done. */
const checked = (command: Command): Command => ({
  check: command.check.bind(command),
  async run(model, world) {
    await command.run(model, world)
    await check(world, model)
    taken++
  },
  toString: () => String(command),
})

let taken = 0
async function runSeries(commands: Iterable<Command>): Promise<void> {
  const world = await openWorld(app)
  try {
    await fc.asyncModelRun(() => ({ model: startModel(), real: world }), commands)
  } finally {
    await world.close()
  }
}

test(`seed ${seed}: ${series} series of up to ${atMost} commands keep every rule`, { timeout: 3_600_000 }, async () => {
  const arbitraries = areas.flatMap((area) => area.commands()).map((one) => one.map(checked))
  // Without bias: a search that prefers short series never gets far from the first word.
  const rest = fc.noBias(fc.array(fc.oneof(...arbitraries), { maxLength: atMost, size: 'max' }))
  const some = fc.tuple(fc.tuple(...areas.map((area) => area.begins().map(checked))), rest).map((parts) => parts.flat())
  const result = await fc.check(fc.asyncProperty(some, runSeries), {
    numRuns: series,
    seed,
    interruptAfterTimeLimit: 600_000,
    markInterruptAsFailure: false,
  })
  const story = `seed ${result.seed}, path ${result.counterexamplePath}\n${result.counterexample}\n${result.errorInstance}`
  expect(result.failed, result.failed ? story : '').toBe(false)
  process.stdout.write(`${taken} commands in ${series} series\n`)
})

describe('the check is checked: it finds', () => {
  const planted: [string, string][] = [
    ['a message that is gone', `delete from message where sender_type <> 'system'`],
    ['a number given twice', `update message set seq = 7 where sender_type <> 'system'`],
    ['words that changed', `update message set body = 'something else' where sender_type <> 'system'`],
    ['a conversation closed without a record', `update conversation set state = 'closed'`],
    [
      'somebody who has what nobody gave them',
      `update conversation set assignee_id = (select id from staff where email = 'zhang@mingde.test')`,
    ],
    [
      'a stranger who takes part',
      `insert into participant (conversation_id, staff_id, joined_at) select c.id, s.id, now() from conversation c, staff s where s.email = 'zhang@mingde.test'`,
    ],
    [
      'another visitor’s conversation',
      `update conversation set visitor_id = (select id from visitor v where v.id <> conversation.visitor_id limit 1)`,
    ],
  ]
  test.each(planted)('%s', async (_what, statement) => {
    const world = await openWorld(app)
    try {
      const model = startModel()
      const [first] = fc.sample(talksArea.begins(), { numRuns: 1, seed: 1 })
      await first?.run(model, world)
      await check(world, model)
      await sql.raw(statement).execute(app.platform.db)
      await expect(check(world, model)).rejects.toThrow()
    } finally {
      await world.close()
    }
  })
})
