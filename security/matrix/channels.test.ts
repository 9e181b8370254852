import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ServerFrame } from '../../domain/live/frames.ts'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { cast } from '../../test/cast.ts'
import { type Caller, type CallerName, callerNames, callers } from '../world/callers.ts'
import { insertSubjects, type Subject, staffRelations } from '../world/conversations.ts'
import { openSocket } from '../world/socket.ts'

type Seen = Record<string, CallerName[]>
let app: TestApp
let staff: Caller[]
const subjects = new Map<string, { subject: Subject; relation: string; caller: Caller }>()
let overRest: Seen

beforeAll(async () => {
  app = await startTestApp()
  const people = await cast(app)
  const who = await callers(app, people)
  staff = callerNames
    .map((name) => who[name])
    .filter(({ name, kind }) => kind === 'staff' && name !== 'former' && name !== 'locked')
  const wanted = staff.flatMap((caller) => staffRelations.map((relation) => ({ relation, caller })))
  const made = await insertSubjects(app, people, wanted)
  for (const [index, subject] of made.entries()) {
    const { relation, caller } = wanted[index] as (typeof wanted)[number]
    subjects.set(subject.id, { subject, relation, caller })
  }
  await app.platform.db
    .insertInto('event')
    .values(
      made.map(({ id }) => ({
        subjectType: 'conversation',
        subjectId: id,
        kind: 'conversation.started',
        actorType: 'system',
      })),
    )
    .execute()
  overRest = await seenBy(async (caller) => {
    const ids: string[] = []
    for (const id of subjects.keys())
      if ((await get(caller, `/api/conversations/${id}`)).statusCode === 200) ids.push(id)
    return ids
  })
}, 120_000)
afterAll(() => app.close())

const get = (caller: Caller, url: string) => app.http.inject({ method: 'GET', url, headers: caller.headers })

/** Who sees which relation, where `visible` gives the ids that a caller meets on one channel. */
async function seenBy(visible: (caller: Caller) => Promise<Iterable<string>>): Promise<Seen> {
  const seen: Record<string, Set<CallerName>> = Object.fromEntries(
    staffRelations.map((relation) => [relation, new Set()]),
  )
  for (const caller of staff)
    for (const id of await visible(caller)) {
      const met = subjects.get(id)
      // What is of nobody in particular (a queue, a colleague's talk) is judged as the caller stands to it.
      if (met && met.caller.id === caller.id) seen[met.relation]?.add(caller.name)
    }
  return Object.fromEntries(Object.entries(seen).map(([relation, names]) => [relation, [...names].sort()]))
}

async function listed(caller: Caller, list: string): Promise<string[]> {
  const ids: string[] = []
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await get(
      caller,
      `/api/conversations?list=${list}&limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`,
    )
    if (page.statusCode !== 200) return ids
    const { items, nextCursor } = JSON.parse(page.body)
    ids.push(...items.map((item: { id: string }) => item.id))
    cursor = nextCursor
  }
  return ids
}

const idsIn = (frames: readonly ServerFrame[], type: 'conversation' | 'viewers') =>
  frames.flatMap((frame) => {
    if (frame.type === 'conversation' && type === 'conversation') return [frame.conversation.id]
    return frame.type === 'viewers' && type === 'viewers' ? [frame.conversation] : []
  })

describe('what a person may see of conversations over REST holds as well', () => {
  test('in the lists', async () => {
    expect(
      await seenBy(async (caller) => [...(await listed(caller, 'all')), ...(await listed(caller, 'closed'))]),
    ).toEqual(overRest)
  })

  test('in the counts: never more than the list shows', async () => {
    for (const caller of staff) {
      const page = await get(caller, '/api/conversations?list=all&limit=100')
      if (page.statusCode !== 200) continue
      expect(JSON.parse(page.body).counts.all).toBe((await listed(caller, 'all')).length)
    }
  })

  test('in search: hits, snippets and the conversations that come with them', async () => {
    const found = await seenBy(async (caller) => {
      const ids: string[] = []
      for (const { subject } of subjects.values()) {
        const answer = await get(caller, `/api/search/conversations?q=${subject.word}`)
        if (answer.statusCode !== 200) return ids
        const hits: { conversation: { id: string } }[] = JSON.parse(answer.body).items
        if (hits.some((hit) => hit.conversation.id === subject.id)) ids.push(subject.id)
        else expect(answer.body).not.toContain(subject.word)
      }
      return ids
    })
    expect(found).toEqual(overRest)
  })

  test('for whom one may watch', async () => {
    const watched = await seenBy(async (caller) => {
      const socket = await openSocket(app, { headers: caller.headers, hello: { type: 'hello', as: 'staff' } })
      for (const id of subjects.keys()) socket.send({ type: 'watch', conversation: id })
      await socket.settled()
      await socket.close()
      return idsIn(socket.frames, 'viewers')
    })
    expect(watched).toEqual(overRest)
  })

  test('in what is told live when something changes', async () => {
    const sockets = new Map<string, Awaited<ReturnType<typeof openSocket>>>()
    for (const caller of staff)
      sockets.set(
        caller.name,
        await openSocket(app, { headers: caller.headers, hello: { type: 'hello', as: 'staff' } }),
      )
    for (const id of subjects.keys()) app.platform.hints.publish({ topic: 'conversation', id })
    const told = await seenBy(async (caller) => {
      const socket = sockets.get(caller.name)
      await socket?.quiet()
      return idsIn(socket?.frames ?? [], 'conversation')
    })
    for (const socket of sockets.values()) await socket.close()
    expect(told).toEqual(overRest)
  })

  test('in what is told after coming back', async () => {
    const resumed = await seenBy(async (caller) => {
      const socket = await openSocket(app, {
        headers: caller.headers,
        hello: { type: 'hello', as: 'staff', cursor: 0 },
      })
      await socket.settled()
      await socket.close()
      const gone = socket.frames.flatMap((frame) => (frame.type === 'gone' ? [frame.conversation] : []))
      const shown = idsIn(socket.frames, 'conversation')
      expect(gone.filter((id) => shown.includes(id))).toEqual([])
      return shown
    })
    expect(resumed).toEqual(overRest)
  })

  test('in the customer’s earlier conversations', async () => {
    const [agent] = staff.filter(({ name }) => name === 'agent')
    const mine = [...subjects.values()].find(({ caller, relation }) => caller.name === 'agent' && relation === 'mine')
    const foreign = [...subjects.values()].find(
      ({ caller, relation }) => caller.name === 'agent' && relation === 'foreign',
    )
    if (!agent || !mine || !foreign) throw new Error('the world is not as it was made')
    await app.platform.db
      .updateTable('conversation')
      .set({ customerId: mine.subject.customerId })
      .where('id', '=', foreign.subject.id)
      .execute()
    const opened = await get(agent, `/api/conversations/${mine.subject.id}`)
    expect(opened.statusCode).toBe(200)
    expect(opened.body).not.toContain(foreign.subject.id)
    expect(opened.body).not.toContain(foreign.subject.word)
  })
})
