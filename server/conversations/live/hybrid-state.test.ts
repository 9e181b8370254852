import { isDeepStrictEqual } from 'node:util'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import * as desk from '../../../domain/conversations/contract.ts'
import * as widget from '../../../domain/conversations/widget-contract.ts'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast, type Person } from '../../../test/cast.ts'
import { Refused } from '../../../test/http.ts'
import { atDesk, guestLive, type Live } from '../../../test/live.ts'
import { type Guest, guest } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
const live: Live[] = []
beforeEach(async () => {
  for (const one of live.splice(0)) await one.close()
  await app.reset()
  people = await cast(app)
})

/** The same numbers for the same seed, so that a failure can be seen again. */
function randomOf(seed: number) {
  let state = seed
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
  return { below: (count: number) => Math.floor(next() * count) }
}

type Scene = { id: string; customer: Guest; window: Live; seq(): number; text(): string }
type Action = (scene: Scene) => Promise<unknown>
const newId = () => app.clock.newId()
const say =
  (person: Person, extra: object = {}): Action =>
  ({ id, text }) =>
    person.call(desk.postMessage, { id, messageId: newId(), body: text(), ...extra })

/** Whatever people do with a conversation; what does not fit the moment is refused and changes nothing. */
const actions: Record<string, Action> = {
  customerSays: ({ customer, id, text }) => customer.say(id, text()),
  customerQuotes: ({ customer, id, text, seq }) =>
    customer.call(widget.postVisitorMessage, { id, messageId: newId(), body: text(), quoteSeq: seq() }),
  customerRecalls: ({ customer, id, seq }) => customer.call(widget.recallVisitorMessage, { id, seq: seq() }),
  customerReads: async ({ window, id, seq }) => window.send({ type: 'marks', conversation: id, read: seq() }),
  customerMoves: async ({ window, text }) => window.send({ type: 'page', url: 'http://shop.test/cart', title: text() }),
  customerEnds: ({ customer, id }) => customer.call(widget.endVisitorConversation, { id }),
  customerRates: ({ customer, id, seq }) => customer.call(widget.rateConversation, { id, score: (seq() % 5) + 1 }),
  agentSays: (scene) => say(people.xiaowang)(scene),
  agentQuotes: (scene) => say(people.xiaowang, { quoteSeq: scene.seq() })(scene),
  agentNotes: (scene) => say(people.xiaowang, { stream: 'note', mentions: [people.li.id] })(scene),
  agentRecalls: ({ id, seq }) => people.xiaowang.call(desk.recallMessage, { id, seq: seq() }),
  agentPins: ({ id, seq }) => people.xiaowang.call(desk.pinMessage, { id, seq: seq(), pinned: seq() % 2 === 0 }),
  agentWaits: ({ id }) => people.xiaowang.call(desk.waitForCustomer, { id }),
  agentEnds: ({ id }) => people.xiaowang.call(desk.endConversation, { id }),
  agentAccepts: ({ id }) => people.xiaowang.call(desk.acceptConversation, { id }),
  agentDeclines: ({ id }) => people.xiaowang.call(desk.declineOffer, { id }),
  agentHandsOver: ({ id }) =>
    people.xiaowang.call(desk.transferConversation, { id, toStaffId: people.xiaoli.id, reason: '请接手' }),
  otherAccepts: ({ id }) => people.xiaoli.call(desk.acceptConversation, { id }),
  otherHandsBack: ({ id }) =>
    people.xiaoli.call(desk.transferConversation, { id, toGroupId: people.groupA, reason: '退回' }),
  otherSays: (scene) => say(people.xiaoli)(scene),
  supervisorJoins: ({ id }) => people.li.call(desk.joinConversation, { id }),
  supervisorLeaves: ({ id }) => people.li.call(desk.leaveConversation, { id }),
  supervisorWhispers: (scene) => say(people.li, { stream: 'note', whisper: true })(scene),
  supervisorTakesOver: ({ id }) => people.li.call(desk.takeOverConversation, { id, reason: '客户要求' }),
  supervisorMarksUrgent: ({ id, seq }) =>
    people.li.call(desk.setUrgency, { id, urgency: seq() % 2 ? 'urgent' : 'normal' }),
  timePasses: async () => {
    app.clock.advance(21)
    await app.keeper.runDue()
  },
}

const refusedIsFine = (error: unknown) => {
  if (!(error instanceof Refused) || error.status >= 500) throw error
}

/** What a person reads of one conversation now, or null when it is out of sight. */
async function freshFor(person: Person, id: string) {
  const shown = await person.get(`/api/conversations/${id}`)
  if (shown.status === 404) return null
  const stream = async (name: 'talk' | 'note') =>
    (await person.call(desk.listMessages, { id, stream: name, after: 0, limit: 200 })).items
  return { conversation: shown.body.conversation, talk: await stream('talk'), note: await stream('note') }
}
const heldBy = (one: Live, id: string) =>
  one.conversations.has(id)
    ? { conversation: one.conversations.get(id), talk: one.messages(id), note: one.messages(id, 'note') }
    : null

const wordsFor = async (customer: Guest, id: string) =>
  (await customer.call(widget.visitorMessages, { id, after: 0, limit: 200 })).items

/** Frames may still be on their way; then both are the same, or the test shows where they differ. */
async function agree(both: () => Promise<[held: unknown, fresh: unknown]>): Promise<void> {
  const isEqual = ([held, fresh]: [unknown, unknown]) => isDeepStrictEqual(held, fresh)
  await expect
    .poll(async () => isEqual(await both()), { timeout: 4000, interval: 50 })
    .toBe(true)
    .catch(() => {})
  const [held, fresh] = await both()
  expect(held).toEqual(fresh)
}

/** How far a waiting customer is told the wait changes with each second; the rest must be equal. */
const talkShown = (talk: object | undefined) => ({ ...talk, revision: 0, expectedWaitSeconds: null })

describe('what frames built is what a fresh fetch gives (reliability/contract 2, O10)', () => {
  test.each([11, 22, 33, 44])('series %i of 60 actions', { timeout: 60_000 }, async (seed) => {
    const random = randomOf(seed)
    const viewers: [Person, Live][] = []
    for (const person of [people.xiaowang, people.xiaoli, people.li]) viewers.push([person, await atDesk(app, person)])
    const customer = await guest(app, people)
    const window = await guestLive(app, customer)
    live.push(window, ...viewers.map(([, one]) => one))
    const { id } = await customer.start()
    window.catchUp(id)
    await people.xiaowang.call(desk.acceptConversation, { id })
    for (const [, one] of viewers) one.send({ type: 'watch', conversation: id })
    let said = 0
    let last = 2
    const scene: Scene = {
      id,
      customer,
      window,
      seq: () => 1 + random.below(last),
      text: () => `话 ${said++} <b>&</b>`,
    }
    const names = Object.keys(actions)
    for (let step = 0; step < 60; step++) {
      await actions[names[random.below(names.length)] ?? '']?.(scene).catch(refusedIsFine)
      last = Math.max(last, window.messages(id).at(-1)?.seq ?? 0)
    }
    await app.relay.idle()

    for (const [person, one] of viewers) {
      const isServing = person !== people.xiaoli
      if (isServing) one.catchUp(id)
      const shown = (state: Awaited<ReturnType<typeof freshFor>>) => (isServing ? state : (state?.conversation ?? null))
      await agree(async () => [shown(heldBy(one, id)), shown(await freshFor(person, id))])
    }
    await agree(async () => [window.messages(id), await wordsFor(customer, id)])
    await agree(async () => {
      const { talk } = await customer.call(widget.visitorTalk, { id })
      return [talkShown(window.talks.get(id)), talkShown(talk)]
    })
  })
})
