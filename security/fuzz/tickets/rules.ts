import { sql } from 'kysely'
import type { TestApp } from '../../../test/app.ts'
import { brokenInvariants } from '../product.ts'
import type { Watched } from './rows.ts'

// domain/model 2.3, written down a second time: where each may go in one step.
const steps: Record<string, Record<string, string>> = {
  ticket: {
    '': 'new assigned in_progress',
    new: 'assigned in_progress merged cancelled',
    assigned: 'in_progress merged cancelled',
    in_progress: 'assigned waiting_customer waiting_department resolved merged cancelled',
    waiting_customer: 'in_progress resolved merged cancelled',
    waiting_department: 'in_progress merged cancelled',
    resolved: 'closed in_progress',
    closed: 'archived in_progress',
  },
  ticket_node: { '': 'open', open: 'overdue returned recalled', overdue: 'returned recalled' },
  escalation: { '': 'raised', raised: 'acknowledged closed', acknowledged: 'acting closed', acting: 'closed' },
  commitment: {
    '': 'proposed agreed',
    proposed: 'agreed missed cancelled',
    agreed: 'due_soon kept missed renegotiated cancelled',
    due_soon: 'kept missed renegotiated cancelled',
    missed: 'kept_late',
  },
  callback_task: { '': 'open', open: 'done unreachable cancelled' },
  complaint: {
    '': 'registered',
    registered: 'soothed',
    soothed: 'investigating',
    investigating: 'plan_offered',
    plan_offered: 'accepted rejected',
    accepted: 'executing',
    rejected: 'renegotiate',
    renegotiate: 'plan_offered escalated_external',
    // Resolved and revisit are one transaction: the row shows the second.
    executing: 'resolved revisit',
    resolved: 'revisit',
    revisit: 'closed',
  },
  survey: { '': 'invited', invited: 'answered expired opted_out' },
}

/** Steps that no machine has, and due times that moved without an event (model 2.6, 10). */
export async function brokenSteps(app: TestApp, watched: readonly Watched[]): Promise<string[]> {
  const moved = watched.filter(
    ({ kind }) => kind.startsWith('due ') && /first_response|resolution|department|ticket_/.test(kind),
  )
  const silent: string[] = []
  for (const { kind, id, after } of moved) {
    const told =
      await sql`select 1 from event where kind in ('clock.retargeted', 'clock.resumed', 'clock.paused') and subject_id = ${id}
      and (payload->>'after')::timestamptz = ${after}::timestamptz`.execute(app.platform.db)
    if (told.rows.length === 0) silent.push(`${kind} of ${id} moved to ${after} without an event`)
  }
  const wrong = watched.filter(({ kind, before, after }) => {
    const of = steps[kind]
    return of !== undefined && !(of[before ?? ''] ?? '').split(' ').includes(after)
  })
  return [...silent, ...wrong.map(({ kind, id, before, after }) => `${kind} ${id} went from ${before} to ${after}`)]
}

/** Rows by themselves: invariants of domain/model 2.6. */
export async function brokenRows(app: TestApp): Promise<string[]> {
  const { rows } = await sql<{ fault: string }>`
    with step as (
      select subject_id, kind, from_state, to_state, id, lag(to_state) over w as before, row_number() over w as n,
        lead(id) over w as next from event where subject_type = 'ticket' and kind like 'ticket.%' and to_state is not null window w as (partition by subject_id order by id)
    )
    select '1: answered for by nobody who serves ' || t.no as fault from ticket t join staff s on s.id = t.first_responsible_id
      where not s.roles && array['agent', 'senior_agent', 'supervisor']
    union all select '5: ' || subject_id || ' goes on from ' || coalesce(from_state, 'nowhere') || ', where it was not' from step where n > 1 and from_state is distinct from before
    union all select '5: ' || t.no || ' is ' || t.state || ', the log says ' || s.to_state from step s join ticket t on t.id = s.subject_id
      where s.next is null and s.to_state is distinct from t.state
    union all select '5: ' || t.no || ' does not begin with its log' from ticket t join step s on s.subject_id = t.id and s.n = 1 where s.kind <> 'ticket.created' or s.from_state is not null
    union all select '3: archived without a note, a result or what the customer was told: ' || no from ticket t
      where state = 'archived' and ((result = '' or feedback_note_id is null or survey_state = 'none')
        or (not exists (select from ticket_note n where n.ticket_id = t.id and n.kind in ('process', 'shift_update', 'supplement', 'department')) 
          and not exists (select from ticket_waiver w where w.ticket_id = t.id and w.field = 'process')))
    union all select '3: archived with an open complaint: ' || t.no from ticket t join complaint c on c.ticket_id = t.id
      where t.state = 'archived' and (c.soothed_at is null or not exists (select from complaint_plan_item i where i.complaint_id = c.id))
        and not exists (select from ticket_waiver w where w.ticket_id = t.id and w.field in ('apology', 'plan', 'revisit'))
    union all select '4: a limit of work runs for ' || t.no || ', which is ' || t.state from ticket t join clock k on k.subject_id = t.id and k.state in ('running', 'paused')
      where (k.kind in ('first_response', 'resolution', 'ticket_waiting_reminder', 'ticket_waiting_end') and t.state in ('closed', 'archived', 'merged', 'cancelled'))
        or (k.kind = 'ticket_waiting_end' and t.state <> 'waiting_customer') or (k.kind = 'ticket_auto_close' and t.state <> 'resolved')
        or (k.kind = 'ticket_archive' and t.state <> 'closed') or (k.kind = 'resolution' and k.state = 'paused' and t.state <> 'waiting_customer')
    union all select '4: no limit of the result runs for ' || no from ticket t where state in ('new', 'assigned', 'in_progress', 'waiting_customer', 'waiting_department')
      and not exists (select from clock k where k.subject_id = t.id and k.kind = 'resolution' and k.stopped_at is null)
    union all select '4: a part nobody works on has a limit: ' || n.id from ticket_node n join clock k on k.subject_id = n.id
      where n.state in ('returned', 'recalled') and k.state in ('running', 'paused')
    union all select '8: a low score has ' || count(c.id) || ' call-backs' from survey s left join callback_task c on c.subject_id = s.subject_id and c.kind = 'low_score'
      where s.low group by s.id having count(c.id) <> 1
    union all select '8: a call-back without a low score: ' || c.id from callback_task c where c.kind = 'low_score'
      and not exists (select from event e where e.kind = 'survey.answered' and e.subject_id = c.subject_id)
    union all select '9: closed by whom it is about: ' || no from complaint where closed_by = responsible_agent_id
    union all select '9: an explanation read by who wrote it: ' || id from explanation where read_by = owner_id
    union all select 'a number twice: ' || no from ticket group by no having count(*) > 1
    union all select 'escalated, and nothing is open: ' || t.no from ticket t where t.escalated
      and not exists (select from escalation e where e.ticket_id = t.id and e.state <> 'closed')
    union all select 'a breach without an escalation: ' || t.no from ticket t join event e on e.subject_id = t.id and e.kind = 'ticket.breached'
      where not exists (select from escalation x where x.ticket_id = t.id)
    union all select 'fired twice: ' || (payload->>'clockId') || ' ' || kind from event where kind in ('ticket.breached', 'ticket.reminded') and payload ? 'clockId'
      group by kind, payload->>'clockId', payload->>'percent', payload->>'dueAt' having count(*) > 1`.execute(
    app.platform.db,
  )
  return [...rows.map(({ fault }) => fault), ...(await brokenInvariants(app)).map((row) => JSON.stringify(row))]
}
