import fc from 'fast-check'
import { sql } from 'kysely'
import type { Model } from './model.ts'
import { groupOf, isOpen, refusalOf, serves } from './model.ts'
import { rowsNow } from './rows.ts'
import { at, type Command, done, named, onTicket, person, refused, verb } from './step.ts'
import { type StaffName, staffNames, type World } from './world.ts'

/** What rides beside a ticket: escalations, explanations, promises, call-backs, complaints, ratings. Where each may go is in `rules.ts`. */
const escalates = verb({
  path: 'escalate',
  need: 'work',
  body: ({ app }) => ({ escalationId: app.clock.newId(), summary: '客户情绪激动', reason: '需要主管' }),
  rule: (ticket) => (isOpen(ticket) ? done(() => {}) : refused('wrong_state')),
})

const inHours = ({ app }: World, hours: number) => new Date(app.clock.now().getTime() + hours * 3_600_000).toISOString()

const promises = fc.tuple(at, person, fc.constantFrom(1, 30, -1), fc.boolean()).map(([number, chosen, hours, agreed]) =>
  onTicket(number, (ticket) => {
    const who = named(chosen, ticket)
    const isMine = serves(who) ? refusalOf(who, ticket, 'work') : 'not_allowed'
    return {
      says: `promises in ${hours} h`,
      who,
      path: '/api/commitments',
      body: (world) => ({
        commitmentId: world.app.clock.newId(),
        ticketId: ticket.id,
        body: '明早十点前回电',
        dueAt: inHours(world, hours),
        channel: 'phone',
        customerAgreed: agreed,
      }),
      rule: isMine ? refused(isMine) : hours < 0 ? refused('invalid_input') : done(() => {}),
    }
  }),
)

type Row = { id: string; state: string; groupId: string | null; people: (string | null)[]; barred: string | null }
type Beside = {
  says: string
  of: 'escalation' | 'explanation' | 'commitment' | 'callback_task' | 'complaint'
  path(row: Row): string
  body(world: World): object
  /** Whether this person may at all; the state is judged by the rules of the table. */
  may(who: StaffName, row: Row, world: World): boolean
}

// Who stands in `people` of a row: who was told (escalation), who owes (explanation), who owns (the others).
const rowsOf: Record<Beside['of'], string> = {
  escalation: `select e.id, e.state, e.group_id as "groupId", array(select staff_id from escalation_recipient r where r.escalation_id = e.id) as people,
    (select owner_id from explanation x where x.escalation_id = e.id limit 1) as barred from escalation e order by e.id`,
  explanation: `select id, case when written_at is null then 'owed' else 'written' end as state, group_id as "groupId", array[owner_id] as people, owner_id as barred from explanation order by id`,
  commitment: `select id, state, group_id as "groupId", array[owner_id] as people, null as barred from commitment order by id`,
  callback_task: `select id, state, group_id as "groupId", array[owner_id] as people, null as barred from callback_task order by id`,
  complaint: `select c.id, c.state, t.group_id as "groupId", array[t.assignee_id, t.first_responsible_id] as people, c.responsible_agent_id as barred
    from complaint c join ticket t on t.id = c.ticket_id order by c.id`,
}

/** Done only by who may; refused, no row has changed. */
const beside = (
  { says, of, path, body, may }: Beside,
  people = fc.constantFrom(...staffNames, 'li', 'chen', 'xiaowang'),
) =>
  fc.tuple(at, people).map(
    ([number, who]): Command => ({
      check: ({ tickets }: Model) => tickets.length > 0,
      async run(_model, world) {
        const { rows } = await sql.raw<Row>(rowsOf[of]).execute(world.app.platform.db)
        const row = rows[number % Math.max(1, rows.length)]
        if (!row) return
        const before = await rowsNow(world.app)
        const { code } = await world.attempt(who as StaffName, { method: 'POST', path: path(row), body: body(world) })
        if (code === 'done' && !may(who as StaffName, row, world)) throw new Error(`${who} ${says}, and may not`)
        if (code !== 'done' && before !== (await rowsNow(world.app)))
          throw new Error(`${who} ${says}: refused with ${code}, and rows changed`)
      },
      toString: () => `${who} ${says}`,
    }),
  )

const isIn = (who: StaffName, row: Row, world: World) =>
  groupOf(who) !== null && row.groupId === (groupOf(who) === 'a' ? world.people.groupA : world.people.groupB)
const holds = (who: StaffName, row: Row, world: World) => row.people.includes(world.idOf(who))
const leads = (who: StaffName, row: Row, world: World) => (who === 'li' || who === 'chen') && isIn(who, row, world)

const answersEscalation: Beside['may'] = (who, row, world) =>
  row.barred !== world.idOf(who) &&
  (who === 'boss' ||
    (who === 'li' && isIn(who, row, world)) ||
    ((who === 'li' || who === 'he') && holds(who, row, world)))
const keepsPromise: Beside['may'] = (who, row, world) =>
  serves(who) && (holds(who, row, world) || leads(who, row, world))
const callsBack: Beside['may'] = (who, row, world) =>
  serves(who) && (holds(who, row, world) || leads(who, row, world) || (row.people[0] === null && isIn(who, row, world)))

const escalation = (name: string, body: object) =>
  beside({
    says: `${name} an escalation`,
    of: 'escalation',
    path: ({ id }) => `/api/escalations/${id}/${name}`,
    body: () => body,
    may: answersEscalation,
  })
const promise = (name: string, body: (world: World) => object) =>
  beside({
    says: `${name} a promise`,
    of: 'commitment',
    path: ({ id }) => `/api/commitments/${id}/${name}`,
    body,
    may: keepsPromise,
  })
const complaint = (name: string, body: (world: World) => object = () => ({})) =>
  beside({
    says: `${name} a complaint`,
    of: 'complaint',
    path: ({ id }) => `/api/complaints/${id}/${name}`,
    body,
    may: (who, row, world) =>
      serves(who) &&
      (holds(who, row, world) || leads(who, row, world)) &&
      !(
        name === 'close' &&
        (row.barred === world.idOf(who) || who === 'xiaowang' || who === 'xiaoli' || who === 'zhang')
      ),
  })

const writesWhy = beside({
  says: 'explains',
  of: 'explanation',
  path: ({ id }) => `/api/explanations/${id}`,
  body: (world) => ({ cause: '仓库漏拣', plan: '今天补发', catchUpAt: inHours(world, 4) }),
  may: (who, row, world) => holds(who, row, world),
})
const readsWhy = beside({
  says: 'reads an explanation',
  of: 'explanation',
  path: ({ id }) => `/api/explanations/${id}/read`,
  body: () => ({}),
  may: (who, row, world) => answersEscalation(who, row, world) || (who === 'he' && row.barred !== world.idOf(who)),
})

const calls = fc.constantFrom('reached', 'no_answer', 'refused').chain((outcome) =>
  beside({
    says: `calls back, ${outcome}`,
    of: 'callback_task',
    path: ({ id }) => `/api/callbacks/${id}/attempts`,
    body: ({ app }) => ({
      attemptId: app.clock.newId(),
      channel: 'phone',
      outcome,
      note: '已拨打',
      result: '已致歉',
      suggestion: '包装加固',
    }),
    may: callsBack,
  }),
)

/** By the link that came with the result; low ones owe a call-back (model 2.6, 8). */
const scores = fc.tuple(at, fc.integer({ min: 1, max: 5 })).map(
  ([number, score]): Command => ({
    check: ({ tickets }) => tickets.length > 0,
    async run(_model, world) {
      const { db } = world.app.platform
      const surveys = await db
        .selectFrom('survey')
        .select('id')
        .where('subjectType', '=', 'ticket')
        .orderBy('id')
        .execute()
      const survey = surveys[number % Math.max(1, surveys.length)]
      if (!survey) return
      const token = world.app.platform.sealer.sign(survey.id, 'survey-link')
      const headers = { 'content-type': 'application/x-www-form-urlencoded' }
      const payload = `score=${score}&comment=`
      const { statusCode } = await world.app.http.inject({ method: 'POST', url: `/s/${token}`, headers, payload })
      if (statusCode >= 500) throw new Error(`rating answered ${statusCode}`)
    },
    toString: () => `rates ${score}`,
  }),
)

const blames = fc.constantFrom<StaffName[]>('xiaowang', 'chen', 'li').chain((whom) =>
  fc.tuple(at, fc.constantFrom<StaffName[]>('chen', 'li')).map(
    ([number, who]): Command => ({
      check: ({ tickets }) => tickets.length > 0,
      async run(_model, world) {
        const { rows } = await sql.raw<Row>(rowsOf.complaint).execute(world.app.platform.db)
        const row = rows[number % Math.max(1, rows.length)]
        if (!row) return
        const path = `/api/complaints/${row.id}`
        await world.attempt(who, { method: 'PATCH', path, body: { responsibleAgentId: world.idOf(whom) } })
      },
      toString: () => `${who}: it is about ${whom}`,
    }),
  ),
)

const planned = (world: World) => ({
  items: [{ body: '补发', ownerId: world.idOf('chen'), dueAt: inHours(world, 20) }],
})
const finishes: fc.Arbitrary<Command> = at.map((number) => ({
  check: ({ tickets }) => tickets.length > 0,
  async run(_model, world) {
    const items = await world.app.platform.db
      .selectFrom('complaintPlanItem')
      .select(['id', 'complaintId'])
      .orderBy('id')
      .execute()
    const item = items[number % Math.max(1, items.length)]
    if (!item) return
    const path = `/api/complaints/${item.complaintId}/items/done`
    await world.attempt('chen', { method: 'POST', path, body: { itemId: item.id } })
  },
  toString: () => 'chen finishes an item of a plan',
}))

export const besideCommands: fc.Arbitrary<Command>[] = [
  escalates,
  escalation('acknowledge', {}),
  fc.oneof(escalation('act', { measure: '亲自联系' }), escalation('close', { outcome: '客户接受' })),
  fc.oneof(writesWhy, readsWhy),
  promises,
  fc.oneof(
    promise('agree', () => ({})),
    promise('keep', () => ({ outcome: '已回电' })),
    promise('renegotiate', (world) => ({ dueAt: inHours(world, 50), toldBy: 'phone', reason: '仓库未回' })),
    promise('cancel', () => ({ reason: '不需要' })),
  ),
  calls,
  scores,
  fc.oneof(
    complaint('soothe', () => ({ how: 'call', words: '非常抱歉' })),
    complaint('investigate'),
  ),
  fc.oneof(
    complaint('plan', planned),
    complaint('answer', () => ({ accept: true, feedback: '可以' })),
    complaint('answer', () => ({ accept: false, feedback: '不行' })),
    complaint('renegotiate'),
  ),
  fc.oneof(complaint('execute'), finishes, complaint('resolve')),
  fc.oneof(
    complaint('close'),
    complaint('escalate-outside', () => ({ reason: '已起诉' })),
    blames,
  ),
]
