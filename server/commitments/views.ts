import { canWorkCommitment } from '../../domain/commitments/access.ts'
import type { CommitmentView, listCommitments } from '../../domain/commitments/contract.ts'
import { isOpenCommitment } from '../../domain/commitments/rules.ts'
import type { Input, Reply } from '../../domain/contract.ts'
import { maskName } from '../../domain/customers/mask.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Ctx } from '../platform/context.ts'
import { keysetPage, readCursor } from '../platform/keyset.ts'
import { type CommitmentViewRow, commitmentPage, commitmentViewRow } from './queries.ts'

function reader({ actor }: Ctx): Staff {
  if (actor.kind !== 'staff') throw new Error('read by people')
  return actor
}

export async function myCommitments(
  ctx: Ctx,
  { cursor, limit, ...wanted }: Input<typeof listCommitments>,
): Promise<Reply<typeof listCommitments>> {
  const me = reader(ctx)
  const rows = await commitmentPage(ctx, me, { ...wanted, cursor: readCursor(cursor), limit: limit + 1 })
  const { page, nextCursor } = keysetPage(rows, limit)
  return { items: page.map((row) => viewOf(row, me)), nextCursor }
}

export async function commitmentView(ctx: Ctx, id: string): Promise<CommitmentView> {
  const row = await commitmentViewRow(ctx, id)
  if (!row) throw new Error(`commitment ${id} has no row`)
  return viewOf(row, reader(ctx))
}

function viewOf(row: CommitmentViewRow, me: Staff): CommitmentView {
  // Management sees how promises are kept, not to whom (domain/model 2.5).
  const isMasked = scopesOf(me.roles, 'commitments.view').every((scope) => scope === 'masked')
  const customer = row.customer && isMasked ? { ...row.customer, name: maskName(row.customer.name) } : row.customer
  return {
    id: row.id,
    no: row.no,
    ticket: row.ticket,
    conversationId: row.conversationId,
    customer,
    group: row.groupId && row.groupName ? { id: row.groupId, name: row.groupName[me.locale] } : null,
    owner: row.owner,
    offeredTo: row.asked,
    body: row.body,
    dueAt: row.dueAt.toISOString(),
    channel: row.channel as CommitmentView['channel'],
    customerAgreed: row.customerAgreed,
    state: row.state,
    outcome: row.outcome,
    replaces: row.replaces,
    madeBy: row.maker,
    madeAt: row.madeAt.toISOString(),
    endedAt: row.endedAt?.toISOString() ?? null,
    may: {
      work: (isOpenCommitment(row.state) || row.state === 'missed') && canWorkCommitment(me, row),
      take: isOpenCommitment(row.state) && row.offeredTo === me.id,
    },
  }
}
