import { type Group, isOpen, type Model, sees, seesAsCustomer, type Ticket } from './model.ts'
import { recallAll } from './opening.ts'
import { watchedRows } from './rows.ts'
import { brokenRows, brokenSteps } from './rules.ts'
import { tell } from './step.ts'
import { type StaffName, staffNames, visitorNames, type World } from './world.ts'

/** Everything that must hold whatever was done; what does not, as sentences. */
export async function faultsOf(world: World, model: Model): Promise<string[]> {
  await world.settle()
  const watched = await watchedRows(world.app)
  return [
    ...(await follow(world, model)),
    ...(await brokenSteps(world.app, watched)),
    ...(await brokenRows(world.app)),
    ...(await wrongSight(world, model)),
  ]
}

type Row = {
  id: string
  state: Ticket['state']
  groupId: string | null
  assigneeId: string | null
  firstResponsibleId: string
  urgency: Ticket['urgency']
  reopenedCount: number
}

/** Each ticket stands where it may, with whom it must, and answered for by who took it on. */
async function follow(world: World, model: Model): Promise<string[]> {
  const { db } = world.app.platform
  const rows = (await db.selectFrom('ticket').selectAll().execute()) as unknown as Row[]
  const parts = await db.selectFrom('ticketNode').select(['id', 'ticketId', 'state']).execute()
  const faults =
    rows.length === model.tickets.length ? [] : [`${rows.length} tickets instead of ${model.tickets.length}`]
  for (const ticket of model.tickets) {
    const row = rows.find(({ id }) => id === ticket.id)
    if (!row) faults.push(`${tell(ticket)} is gone`)
    else faults.push(...followOne(world, model, { ticket, row }))
    for (const part of ticket.parts) {
      const now = parts.find(({ id }) => id === part.id)?.state as typeof part.state
      if (part.state === 'open' && now === 'overdue') part.state = 'overdue'
      if (part.state !== now) faults.push(`a part of ${tell(ticket)} is ${now}`)
    }
  }
  return faults
}

function followOne(world: World, model: Model, { ticket, row }: { ticket: Ticket; row: Row }): string[] {
  const faults: string[] = []
  const before = ticket.state
  if (!ticket.may.includes(row.state)) faults.push(`${tell(ticket)} became ${row.state}`)
  if (row.state !== before) {
    ticket.state = row.state
    // Silent for too long: the parts of departments end with the result.
    if (before === 'waiting_customer') recallAll(ticket)
    if (row.state === 'closed') ticket.closedAt = model.seconds
  }
  if (row.state === 'archived' && ticket.gaps.size > 0) faults.push(`archived with gaps: ${tell(ticket)}`)
  ticket.may = [row.state]
  const group: Group = row.groupId === world.people.groupB ? 'b' : 'a'
  const wanted = {
    group: ticket.group,
    assignee: ticket.assignee,
    first: ticket.first,
    urgency: ticket.urgency,
    reopened: ticket.reopened,
  }
  const found = {
    group,
    assignee: world.nameOf(row.assigneeId),
    first: world.nameOf(row.firstResponsibleId),
    urgency: row.urgency,
    reopened: row.reopenedCount,
  }
  if (JSON.stringify(wanted) !== JSON.stringify(found)) faults.push(`${tell(ticket)} is with ${JSON.stringify(found)}`)
  return faults
}

/** Nobody sees what is not theirs, and everybody what is: where something changed, and one more by turns. */
async function wrongSight(world: World, model: Model): Promise<string[]> {
  const turn = model.looks++
  const faults: string[] = []
  for (const [index, ticket] of model.tickets.entries()) {
    const seen = tell(ticket)
    const isNew = model.looked.get(ticket.id) !== seen
    model.looked.set(ticket.id, seen)
    if (!isNew && index !== turn % model.tickets.length) continue
    for (const who of staffNames) faults.push(...(await staffSight(world, ticket, who)))
  }
  faults.push(...(await listSight(world, model, staffNames[turn % staffNames.length] as StaffName)))
  const visitor = visitorNames[turn % visitorNames.length] as (typeof visitorNames)[number]
  const { body } = await world.attempt(visitor, { method: 'GET', path: '/api/widget/tickets' })
  const mine = model.tickets.filter(
    (ticket) => seesAsCustomer(visitor, ticket) && !['merged', 'cancelled'].includes(ticket.state),
  )
  faults.push(...sameIds(`visitor ${visitor}`, body.items, mine))
  return faults
}

async function staffSight(world: World, ticket: Ticket, who: StaffName): Promise<string[]> {
  const { code, body } = await world.attempt(who, { method: 'GET', path: `/api/tickets/${ticket.id}` })
  const wanted = who === 'admin' ? 'not_allowed' : sees(who, ticket) ? 'done' : 'not_found'
  if (code !== wanted) return [`${who} and ${tell(ticket)}: ${code} instead of ${wanted}`]
  const isHidden = who === 'boss' || who === 'he'
  const { customer } = code === 'done' ? body.ticket : { customer: null }
  return isHidden && JSON.stringify(customer ?? '').includes('phone":"1')
    ? [`${who} reads the customer of ${ticket.id}`]
    : []
}

async function listSight(world: World, model: Model, who: StaffName): Promise<string[]> {
  const { code, body } = await world.attempt(who, { method: 'GET', path: '/api/tickets?list=all&limit=100' })
  if (who === 'admin') return code === 'not_allowed' ? [] : [`admin lists tickets: ${code}`]
  if (code !== 'done') return [`${who} lists tickets: ${code}`]
  const counted = model.tickets.filter((ticket) => ticket.assignee === who && isOpen(ticket)).length
  const faults = body.counts.mine === counted ? [] : [`${who} has ${counted} and is told ${body.counts.mine}`]
  // Asked to take it over, somebody reads the ticket; it stands in their list once it is theirs.
  const inList = (ticket: Ticket) => sees(who, ticket)
  return [...faults, ...sameIds(who, body.items, model.tickets.filter(inList))]
}

function sameIds(who: string, items: { id: string }[], tickets: Ticket[]): string[] {
  const found = items.map(({ id }) => id).sort()
  const wanted = tickets.map(({ id }) => id).sort()
  return JSON.stringify(found) === JSON.stringify(wanted)
    ? []
    : [
        `the list of ${who} has ${found.length} instead of ${wanted.length}: ${tickets.filter(({ id }) => !found.includes(id)).map(tell)} ${found.filter((id) => !wanted.includes(id))}`,
      ]
}
