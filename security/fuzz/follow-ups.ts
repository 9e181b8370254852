import type { TestApp } from '../../test/app.ts'
import type { Cast } from '../../test/cast.ts'
import type { Callers } from '../world/callers.ts'
import type { ListSubjects } from '../world/ticket-lists.ts'
import type { Pool } from './schema.ts'

type Known = { who: Callers; lists: ListSubjects }

/** A call for help, what is owed for it, and a promise, on each ticket; the ids of the ticket serve them all. */
export async function followUps(app: TestApp, people: Cast, { who, lists }: Known): Promise<Pool> {
  const { db } = app.platform
  const [at, ownerId] = [app.clock.now(), who.agent.id]
  const dueAt = new Date(at.getTime() + 3_600_000)
  const of = { groupId: people.groupA, ownerId }
  const each = <T>(row: (ticketId: string, index: number) => T) => lists.tickets.map(row)
  const raised = {
    urgency: 'normal' as const,
    cause: 'agent' as const,
    summary: '请协助',
    reason: '客户着急',
    raisedBy: ownerId,
    raisedAt: at,
  }
  await db
    .insertInto('escalation')
    .values(
      each((id) => ({
        ...raised,
        id,
        ticketId: id,
        groupId: people.groupA,
        source: `agent:${id}`,
        state: 'raised',
        level: 1,
      })),
    )
    .execute()
  await db
    .insertInto('explanation')
    .values(each((id) => ({ ...of, id, escalationId: id, ticketId: id, owedAt: at, dueAt })))
    .execute()
  await oweMore(app, people, { who, lists })
  return { followUp: [...lists.tickets, app.clock.newId()] }
}

async function oweMore(app: TestApp, people: Cast, { who, lists }: Known): Promise<void> {
  const { db } = app.platform
  const [at, ownerId] = [app.clock.now(), who.agent.id]
  const dueAt = new Date(at.getTime() + 3_600_000)
  const of = { groupId: people.groupA, ownerId }
  const each = <T>(row: (ticketId: string, index: number) => T) => lists.tickets.map(row)
  const promised = {
    body: '回电',
    dueAt,
    channel: 'phone',
    customerAgreed: true,
    state: 'agreed',
    madeBy: ownerId,
    madeAt: at,
  } as const
  await db
    .insertInto('commitment')
    .values(each((id, index) => ({ ...of, ...promised, id, no: `CN-${index}`, ticketId: id })))
    .execute()
  await db
    .insertInto('complaint')
    .values(
      each((id, index) => ({
        id,
        no: `TS-${index}`,
        ticketId: id,
        state: 'registered',
        firstHandlerId: ownerId,
        createdAt: at,
      })),
    )
    .execute()
}
