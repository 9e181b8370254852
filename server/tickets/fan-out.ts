import { canViewTicket, type TicketFacts } from '../../domain/tickets/access.ts'
import { type Ctx, contextFor, type Platform } from '../platform/context.ts'
import type { Hint } from '../platform/live/hints.ts'
import type { Hub } from '../platform/live/hub.ts'
import type { LiveSocket } from '../platform/live/socket.ts'
import { visitorsOfCustomers } from './customer/queries.ts'
import { factsOf } from './queries.ts'
import { type RowOfList, rowsOfTickets } from './view-queries.ts'
import { lineView, type Reader, readerOf } from './views.ts'

const changesMs = 15
const againMs = 1000

type TicketHint = Hint & { id: string; before?: TicketFacts }
/** Who could see it before, as far as a change moved it out of somebody's sight. */
type Changes = Map<string, TicketFacts[]>

/** Makes frames of ticket hints for the sockets of this node; each is checked against the rights of the one who gets it. */
export function startTicketFanOut(platform: Platform, hub: Hub): void {
  const ctx = contextFor(platform, { kind: 'system' })
  let changes: Changes = new Map()
  let scheduled = false
  const note = (id: string, before: readonly TicketFacts[]) => {
    changes.set(id, [...(changes.get(id) ?? []), ...before])
  }
  const schedule = (ms: number) => {
    if (scheduled) return
    scheduled = true
    setTimeout(() => void tell(), ms).unref()
  }
  const tell = async () => {
    scheduled = false
    const batch = changes
    changes = new Map()
    try {
      await tellTickets(ctx, hub, batch)
    } catch (error) {
      platform.log.warn({ error: String(error) }, 'ticket fan-out')
      // Told when the database is back.
      for (const [id, before] of batch) note(id, before)
      schedule(againMs)
    }
  }
  platform.hints.subscribe((hint) => {
    if (hint.topic !== 'ticket') return
    const { id, before } = hint as TicketHint
    note(id, before ? [before] : [])
    schedule(changesMs)
  })
}

async function tellTickets(ctx: Ctx, hub: Hub, batch: Changes): Promise<void> {
  if (hub.count() === 0) return
  const rows = await rowsOfTickets(ctx, [...batch.keys()])
  await tellCustomers(ctx, hub, rows)
  if (hub.on('staff').size === 0) return
  for (const row of rows) {
    const facts = factsOf(row)
    const viewers = [...hub.on('staff')].filter(({ actor }) => canViewTicket(actor, facts))
    for (const [key, group] of Map.groupBy(viewers, (socket) => keyOf(readerOf(socket.actor, row)))) {
      const sees = new Set(group)
      hub.send('staff', { type: 'ticket', ticket: lineView(row, readerIn(key)) }, (socket) => sees.has(socket))
    }
    tellLoss(hub, row, { facts, before: batch.get(row.id) ?? [] })
  }
}

/** In every window of these customers: that something moved, not what. */
async function tellCustomers(ctx: Ctx, hub: Hub, rows: readonly RowOfList[]): Promise<void> {
  if (hub.count() === hub.on('staff').size) return
  const customers = new Set(rows.flatMap(({ customerId }) => customerId ?? []))
  if (customers.size === 0) return
  for (const visitor of await visitorsOfCustomers(ctx, [...customers]))
    hub.send(`visitor:${visitor}`, { type: 'my_tickets' })
}

const keyOf = ({ locale, hidden }: Reader) => `${locale}/${hidden}`
const readerIn = (key: string): Reader => {
  const [locale, hidden] = key.split('/')
  return { locale: locale as Reader['locale'], hidden: hidden === 'true' }
}

function tellLoss(
  hub: Hub,
  row: RowOfList,
  { facts, before }: { facts: TicketFacts; before: readonly TicketFacts[] },
): void {
  if (before.length === 0) return
  const lost = ({ actor }: LiveSocket) =>
    !canViewTicket(actor, facts) && before.some((old) => canViewTicket(actor, old))
  hub.send('staff', { type: 'ticket_gone', ticket: row.id }, lost)
}
