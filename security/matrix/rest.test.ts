import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Endpoint } from '../../domain/contract.ts'
import { startTestApp } from '../../test/app.ts'
import { cast } from '../../test/cast.ts'
import { category } from '../../test/visitor.ts'
import { callerNames, callers, renewCallers } from '../world/callers.ts'
import { runQueue } from '../world/queue.ts'
import { declaredEndpoints, keyOf } from '../world/surface.ts'
import { type Answer, attempt, type Cell, decisionOf, type Recipe, type World } from './cell.ts'
import { type GoldenRow, golden, table } from './golden.ts'
import { recipes } from './recipes/every.ts'

let world: World
let endpoints: Endpoint[]

beforeAll(async () => {
  const app = await startTestApp()
  const people = await cast(app)
  world = { app, people, callers: await callers(app, people) }
  endpoints = await declaredEndpoints()
  await runQueue(app)
  await category(app)
  const name = JSON.stringify({ 'zh-CN': '空', 'zh-TW': '空', en: 'Empty' })
  await app.platform.db
    .insertInto('category')
    .values([
      { key: 'empty', name },
      { key: 'empty.only', parent: 'empty', name },
    ])
    .execute()
  // Somebody of group B is at the desk, so that a transfer there finds the group open.
  const now = app.clock.now()
  await app.platform.db
    .insertInto('presence')
    .values({
      staffId: people.zhang.id,
      state: 'busy',
      since: now,
      connected: true,
      idleSince: now,
      seenAt: new Date('2100-01-01'),
    })
    .execute()
})
afterAll(() => world.app.close())

test('every endpoint of the contracts has its cells, and no cell is left without its endpoint', () => {
  expect(Object.keys(recipes).sort()).toEqual(endpoints.map(keyOf).sort())
})

test('who may do what with what stands in the golden file', { timeout: 600_000 }, async () => {
  const parts: string[] = []
  for (const endpoint of endpoints) parts.push(await sectionOf(endpoint))
  const { expected, actual } = golden('rest.md', `${head}\n${parts.join('\n')}`)
  expect(actual).not.toContain('broken')
  expect(actual).toBe(expected)
})

const head = `# Who may do what over REST

Made by \`security/matrix/rest.test.ts\` (\`UPDATE_GOLDEN=1\` writes it anew) and read against domain/model 2.5. A line names
how the caller stands to the object. \`yes\` = done; \`401\` = sign in; \`403\` = not this person; \`404\` = hidden, answered
exactly like what is not there; \`409\`, \`410\`, \`422\` = the right was there, the state or the credentials were not; \`423\` = the screen is locked.
People are of group A; \`former\` is disabled, \`locked\` away from the desk, both supervisors.
`

async function sectionOf(endpoint: Endpoint): Promise<string> {
  const parts = [`## ${keyOf(endpoint)}`]
  for (const recipe of recipes[keyOf(endpoint)] ?? []) {
    if (recipe.as) parts.push(`### ${recipe.as}`)
    parts.push(table(callerNames, await rowsOf(endpoint, recipe)), '')
  }
  return parts.join('\n')
}

async function rowsOf(endpoint: Endpoint, recipe: Recipe): Promise<GoldenRow[]> {
  await renewCallers(world.app, world.callers)
  const cells: Cell[] = recipe.relations.flatMap((relation) =>
    callerNames.map((name) => ({ relation, caller: world.callers[name] })),
  )
  const asked = await recipe.prepare(world, cells)
  // One account is tried by all of them at the front door: in turn there, side by side elsewhere.
  const atOnce = endpoint.audience === 'public' && endpoint.method === 'POST' ? 1 : callerNames.length
  const answers: Answer[] = []
  for (let start = 0; start < cells.length; start += atOnce) {
    const turn = cells.slice(start, start + atOnce).map(({ caller }, column) => {
      const tried = { caller, asked: asked[start + column] ?? {}, recipe }
      return attempt(world, endpoint, tried)
    })
    answers.push(...(await Promise.all(turn)))
  }
  expectOneHiddenAnswer(endpoint, answers)
  return recipe.relations.map((relation, row) => ({
    thing: keyOf(endpoint),
    relation,
    decisions: answers.slice(row * callerNames.length, (row + 1) * callerNames.length).map(decisionOf),
  }))
}

/** "Not yours" and "not there" are one answer: status, body and headers. */
function expectOneHiddenAnswer(endpoint: Endpoint, answers: readonly Answer[]): void {
  const hidden = answers.filter((answer) => answer.status === 404)
  const shown = new Set(hidden.map(({ body, headers }) => JSON.stringify([body, withoutTime(headers)])))
  expect(
    shown.size,
    `${keyOf(endpoint)} answers "not found" in more than one way: ${[...shown].join('\n')}`,
  ).toBeLessThan(2)
}

function withoutTime({ date: _date, 'ratelimit-reset': _reset, ...rest }: Record<string, unknown>) {
  return rest
}
