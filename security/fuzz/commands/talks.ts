import { isDeepStrictEqual } from 'node:util'
import { sql } from 'kysely'
import { conversationStates } from '../../../domain/conversations/lifecycle.ts'
import { brokenInvariants } from '../product.ts'
import type { Area } from './area.ts'
import { isOpen, seers, sees, standingOf, type Talk, type TalksModel } from './talks-model.ts'
import { staffCommands } from './talks-staff.ts'
import { tell } from './talks-step.ts'
import { timeCommands } from './talks-time.ts'
import { everyMessageSays, starts, wordCommands } from './talks-words.ts'
import { type StaffName, staffNames, type VisitorName, visitorNames, type World } from './world.ts'

/** Conversations: what visitors, agents and supervisors do with them (domain/model 2.3, 2.5 and 2.6). */
export const talksArea: Area = {
  begins: () => starts,
  commands: () => [...wordCommands, ...staffCommands, ...timeCommands],
  follow: (world, { talks }) => follow(world, talks),
  faults: async (world, { talks }) => [
    ...(await brokenRows(world)),
    ...(await wrongMessages(world, talks)),
    ...(await wrongSight(world, talks)),
  ],
}

type Row = {
  id: string
  state: Talk['state']
  assigneeId: string | null
  groupId: string
  firstResponsibleId: string | null
  offeredTo: string | null
  endedAt: Date | null
}

/** Each conversation stands where it may; offers are the server's own, and go to nobody who may not take them. */
async function follow(world: World, model: TalksModel): Promise<string[]> {
  const faults: string[] = []
  const rows = await world.app.platform.db.selectFrom('conversation').selectAll().execute()
  if (rows.length !== model.talks.length) faults.push(`${rows.length} conversations instead of ${model.talks.length}`)
  for (const talk of model.talks) {
    const row = rows.find(({ id }) => id === talk.id) as Row | undefined
    if (!row) faults.push(`${talk.id} is gone`)
    else faults.push(...followOne(world, model, { talk, row }))
  }
  return faults
}

function followOne(world: World, model: TalksModel, { talk, row }: { talk: Talk; row: Row }): string[] {
  const faults: string[] = []
  const group = row.groupId === world.people.groupA ? ('a' as const) : ('b' as const)
  const now = { state: row.state, assignee: world.nameOf(row.assigneeId), group }
  if (!talk.may.some((one) => isDeepStrictEqual(one, now)))
    faults.push(`${tell(talk)} became ${JSON.stringify(now)}, expected ${JSON.stringify(talk.may)}`)
  const wasOpen = isOpen(talk)
  Object.assign(talk, now)
  talk.may = [standingOf(talk)]
  if (wasOpen && !isOpen(talk)) talk.endedAt ??= model.seconds
  if (isOpen(talk)) talk.endedAt = null
  talk.offered = world.nameOf(row.offeredTo)
  const first = world.nameOf(row.firstResponsibleId)
  if (first !== talk.first) faults.push(`the first responsible was ${talk.first} and is ${first}: R46`)
  if (talk.offered && (talk.state !== 'queued' || talk.offered === 'admin'))
    faults.push(`${tell(talk)} is offered to who cannot take it`)
  return faults
}

/** Rows by themselves: numbers without gap and double, one running clock of a kind, states of the list, a record for what is closed. */
async function brokenRows({ app }: World): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    select 'closed without its record: ' || id as fault from conversation
      where state = 'closed' and (category is null or result is null or result = '' or closed_at is null)
    union all select 'no such state: ' || state from conversation where state <> all(${[...conversationStates]})
    union all select 'ended and open: ' || id from conversation where state in ('queued', 'active', 'waiting') and ended_at is not null
    union all select 'somebody has what waits: ' || id from conversation where state = 'queued' and assignee_id is not null
    union all select 'nobody has what is served: ' || id from conversation where state in ('active', 'waiting') and assignee_id is null
    union all select 'a clock of the queue runs outside it: ' || c.id from conversation c join clock k on k.subject_id = c.id
      where c.state <> 'queued' and k.kind in ('offer', 'queue_limit') and k.state = 'running'
    union all select 'two legs at once: ' || conversation_id from assignment where ended_at is null group by conversation_id having count(*) > 1`.execute(
    app.platform.db,
  )
  return [...rows.map(({ fault }) => fault), ...(await brokenInvariants(app)).map((row) => JSON.stringify(row))]
}

/** Every message that was acknowledged is there once, with its number and its words, and no other one of a person is. */
async function wrongMessages({ app }: World, { talks }: TalksModel): Promise<string[]> {
  const rows = await app.platform.db
    .selectFrom('message')
    .select(['id', 'conversationId', 'stream', 'seq', 'body', 'recalledAt'])
    .where('senderType', '<>', 'system')
    .execute()
  const stored = rows.map(({ id, conversationId, stream, seq, body, recalledAt }) =>
    [id, conversationId, stream, seq, body, recalledAt !== null].join(' '),
  )
  const known = talks.flatMap((talk) =>
    talk.lines.map(({ id, stream, seq, body, recalled }) => [id, talk.id, stream, seq, body, recalled].join(' ')),
  )
  return [
    ...known.filter((line) => !stored.includes(line)).map((line) => `acknowledged and not there: ${line}`),
    ...stored.filter((line) => !known.includes(line)).map((line) => `there and never acknowledged: ${line}`),
  ]
}

/** Over REST and search nobody sees what is not theirs, and everybody what is: where something changed, and in one more by turns. */
async function wrongSight(world: World, model: TalksModel): Promise<string[]> {
  const turn = model.looks++
  const talks = model.talks.filter((talk, index) => {
    const seen = `${tell(talk)} ${[...model.signedOut]}`
    const isNew = model.looked.get(talk.id) !== seen
    model.looked.set(talk.id, seen)
    return isNew || index === turn % model.talks.length
  })
  const staff = staffNames.filter((who) => !model.signedOut.has(who))
  const searcher = staff[turn % Math.max(1, staff.length)]
  const found = await Promise.all([
    ...talks.flatMap((talk) => staff.map((who) => staffSight(world, talk, who))),
    ...talks.flatMap((talk) => visitorNames.map((who) => visitorSight(world, talk, who))),
    ...(searcher ? [searchSight(world, model, searcher)] : []),
  ])
  return found.flat()
}

async function staffSight(world: World, talk: Talk, who: StaffName): Promise<string[]> {
  const path = `/api/conversations/${talk.id}/messages?stream=note&limit=1`
  const { code } = await world.attempt(who, { method: 'GET', path })
  const wanted = who === 'admin' ? 'not_allowed' : seers(talk).includes(who) ? 'done' : 'not_found'
  return code === wanted ? [] : [`${who} and ${tell(talk)}: ${code} instead of ${wanted}`]
}

async function visitorSight(world: World, talk: Talk, who: VisitorName): Promise<string[]> {
  const path = `/api/widget/conversations/${talk.id}/messages`
  const { code, body } = await world.attempt(who, { method: 'GET', path })
  if ((code === 'done') !== sees(who, talk)) return [`visitor ${who} and ${tell(talk)}: ${code}`]
  const notes = talk.lines.filter(({ stream }) => stream === 'note').map(({ id }) => id)
  return notes.some((id) => JSON.stringify(body).includes(id)) ? [`visitor ${who} reads a note`] : []
}

async function searchSight(world: World, model: TalksModel, who: StaffName): Promise<string[]> {
  const path = `/api/search/conversations?q=${everyMessageSays}&limit=50`
  const { code, body } = await world.attempt(who, { method: 'GET', path })
  const hits: { conversation: { id: string } }[] = code === 'done' ? body.items : []
  return hits.flatMap(({ conversation: { id } }) => {
    const talk = model.talks.find((one) => one.id === id)
    return talk && sees(who, talk) ? [] : [`search shows ${who} ${talk ? tell(talk) : id}`]
  })
}
