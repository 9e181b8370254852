import { AppError } from '../../../../domain/errors.ts'
import type { BulkAction } from '../../../../domain/tickets/lists/bulk-contract.ts'
import type { Urgency, UrgencyRaiser } from '../../../../domain/tickets/urgency.ts'
import type { Tx } from '../../../platform/context.ts'
import { lockedTicketFor } from '../../access.ts'
import { assignTicket } from '../../life/assign.ts'
import { archiveTicket, cancelTicket } from '../../life/closing.ts'
import { editTicket } from '../../life/editing.ts'
import { confirmTicket } from '../../life/resolving.ts'
import { setTicketUrgency } from '../../life/urgency.ts'
import type { Loaded } from '../../queries.ts'
import type { Item } from './queries.ts'

/** What stood there and what stands there now; of what cannot be taken back, nothing. */
export type Replaced = { before?: Kept; after?: Kept }
type Standing = {
  assigneeId: string | null
  groupId: string | null
  urgency: Urgency
  raisers: UrgencyRaiser[]
  tags: string[]
}
type Kept = Partial<Standing>
type Of<K extends BulkAction['kind']> = Extract<BulkAction, { kind: K }>

const mostTags = 20

const verbs: { [K in BulkAction['kind']]: (tx: Tx, row: Loaded, action: Of<K>) => Promise<Loaded> } = {
  assign: (tx, { id }, { toStaffId, toGroupId, reason }) => assignTicket(tx, { id, toStaffId, toGroupId, reason }),
  urgency: (tx, { id }, { urgency, raisers, reason }) => setTicketUrgency(tx, { id, urgency, raisers, reason }),
  tags: (tx, { id, revision, tags }, { add, remove }) => {
    const kept = [...new Set([...tags.filter((tag) => !remove.includes(tag)), ...add])]
    if (kept.length > mostTags) throw new AppError('too_large')
    return editTicket(tx, { id, revision, tags: kept })
  },
  close: (tx, { id }, { words }) => confirmTicket(tx, { id, words }),
  cancel: (tx, { id }, { reason }) => cancelTicket(tx, { id, reason }),
  archive: (tx, { id }) => archiveTicket(tx, { id }),
}

/** What an action replaces, where it can be put back. */
const kept: { [K in BulkAction['kind']]?: (standing: Standing) => Kept } = {
  assign: ({ assigneeId, groupId }) => ({ assigneeId, groupId }),
  urgency: ({ urgency, raisers }) => ({ urgency, raisers }),
  tags: ({ tags }) => ({ tags }),
}

const standing = ({ assigneeId, groupId, urgency, urgencyRaisers, tags }: Loaded): Standing => ({
  ...{ assigneeId, groupId, urgency, tags },
  raisers: urgencyRaisers as UrgencyRaiser[],
})

type Turn = { action: BulkAction; item: Item }

/** One ticket, by its own gate and rule: the same verb that its page would call. */
export async function doOne(tx: Tx, { action, item }: Turn): Promise<Replaced> {
  const row = await lockedTicketFor(tx, item.ticketId, 'view')
  const verb = verbs[action.kind] as (tx: Tx, row: Loaded, action: BulkAction) => Promise<Loaded>
  const after = await verb(tx, row, action)
  const keep = kept[action.kind]
  return keep ? { before: keep(standing(row)), after: keep(standing(after)) } : {}
}

/** Puts back what stood there, unless somebody has changed it since. */
export async function undoOne(tx: Tx, { action, item }: Turn): Promise<Replaced> {
  const row = await lockedTicketFor(tx, item.ticketId, 'view')
  const keep = kept[action.kind]
  const isAsLeft = keep && sameWords(keep(standing(row)), keep({ ...standing(row), ...(item.after as Kept) }))
  if (!isAsLeft) throw new AppError('stale')
  await putBack(tx, row, item.before as Kept)
  return {}
}

const sameWords = (one: Kept, other: Kept) => JSON.stringify(one) === JSON.stringify(other)

async function putBack(tx: Tx, row: Loaded, { assigneeId, groupId, urgency, raisers, tags }: Kept): Promise<Loaded> {
  const { id, revision } = row
  if (tags) return editTicket(tx, { id, revision, tags })
  if (urgency && raisers) return setTicketUrgency(tx, { id, urgency, raisers, reason: row.urgencyReason })
  const toGroupId = groupId !== row.groupId || !assigneeId ? (groupId ?? undefined) : undefined
  return assignTicket(tx, { id, toStaffId: assigneeId ?? undefined, toGroupId, reason: '' })
}
