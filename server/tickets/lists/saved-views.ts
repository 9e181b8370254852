import type { Input, Reply } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import { defaultColumns } from '../../../domain/tickets/lists/columns.ts'
import type * as contract from '../../../domain/tickets/lists/list-contract.ts'
import {
  type ColumnLayout,
  columnLayout,
  type TicketSavedView,
  ticketFilter,
} from '../../../domain/tickets/lists/list-contract.ts'
import { type Ctx, transact } from '../../platform/context.ts'
import { staffActor } from '../access.ts'
import {
  changeView,
  deleteView,
  insertView,
  keepLayout,
  layoutOf,
  type ViewRow,
  viewsFor,
  viewsOf,
} from './view-queries.ts'

/** Beyond that nobody finds a tab any more. */
const viewsAtMost = 50

const standardLayout: ColumnLayout = defaultColumns.map((key) => ({ key }))

export async function myColumns(ctx: Ctx): Promise<ColumnLayout> {
  const kept = columnLayout.safeParse(await layoutOf(ctx, staffActor(ctx).id))
  return kept.success ? kept.data : standardLayout
}

export async function keepColumns(
  ctx: Ctx,
  { columns }: { columns: ColumnLayout },
): Promise<{ columns: ColumnLayout }> {
  await keepLayout(ctx, staffActor(ctx).id, columns)
  return { columns }
}

export async function myTicketViews(ctx: Ctx): Promise<Reply<typeof contract.listTicketViews>> {
  const me = staffActor(ctx)
  return { items: (await viewsFor(ctx, me)).map((row) => viewOf(row, me.id)) }
}

export async function saveTicketView(
  ctx: Ctx,
  input: Input<typeof contract.createTicketView>,
): Promise<Reply<typeof contract.createTicketView>> {
  const me = staffActor(ctx)
  return transact(ctx, async (tx) => {
    if ((await viewsOf(tx, me.id)) >= viewsAtMost) throw new AppError('too_large')
    const id = tx.clock.newId()
    const row = await insertView(tx, { id, staffId: me.id, ...input })
    tx.record({ subject: { type: 'ticket_view', id }, kind: 'ticket_view.saved', payload: { shared: row.shared } })
    return { view: viewOf(row, me.id) }
  })
}

export async function changeTicketView(
  ctx: Ctx,
  { id, ...change }: Input<typeof contract.updateTicketView>,
): Promise<Reply<typeof contract.updateTicketView>> {
  const me = staffActor(ctx)
  return transact(ctx, async (tx) => {
    const row = await changeView(tx, { id, staffId: me.id }, change)
    if (!row) throw new AppError('not_found')
    tx.record({
      subject: { type: 'ticket_view', id },
      kind: 'ticket_view.changed',
      payload: { fields: Object.keys(change) },
    })
    return { view: viewOf(row, me.id) }
  })
}

export async function forgetTicketView(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  const me = staffActor(ctx)
  return transact(ctx, async (tx) => {
    if (!(await deleteView(tx, { id, staffId: me.id }))) throw new AppError('not_found')
    tx.record({ subject: { type: 'ticket_view', id }, kind: 'ticket_view.forgotten' })
    return { ok: true } as const
  })
}

/** A filter kept by an older release: what it does not know any more is left out. */
function viewOf(row: ViewRow, myId: string): TicketSavedView {
  const filter = ticketFilter.safeParse(row.filter)
  const columns = columnLayout.safeParse(row.columns)
  return {
    id: row.id,
    mine: row.staffId === myId,
    name: row.name,
    shared: row.shared,
    filter: filter.success ? filter.data : ticketFilter.parse({}),
    columns: columns.success ? columns.data : null,
  }
}
