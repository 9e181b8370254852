import {
  type CallbackFacts,
  canAssignCallback,
  canCancelCallback,
  canTakeCallback,
  canViewCallback,
  canWorkCallback,
} from '../../domain/callbacks/access.ts'
import { AppError } from '../../domain/errors.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { type CallbackRow, callbackById, lockedCallback } from './queries.ts'

const rules = {
  view: canViewCallback,
  work: canWorkCallback,
  take: canTakeCallback,
  assign: canAssignCallback,
  cancel: canCancelCallback,
} as const
export type Need = keyof typeof rules

export const factsOf = ({ ownerId, groupId, state }: CallbackRow): CallbackFacts => ({
  ownerId,
  groupId,
  isOpen: state === 'open',
})

/** The only way to a call-back: "not yours" answers like "not there"; seen but not enough right answers `not_allowed`. */
export async function callbackFor(ctx: Ctx, id: string): Promise<CallbackRow> {
  return checked(ctx, await callbackById(ctx, id), ['view'])
}

/** The same gate with the row held, for changes; any of the needs will do. What is over answers `wrong_state`. */
export async function lockedCallbackFor(tx: Tx, id: string, ...needs: Need[]): Promise<CallbackRow> {
  return checked(tx, await lockedCallback(tx, id), needs)
}

function checked({ actor }: Ctx, row: CallbackRow | undefined, needs: readonly Need[]): CallbackRow {
  if (!row || !canViewCallback(actor, factsOf(row))) throw new AppError('not_found')
  // Judged as if it were open: who could have done it is told that it is too late, nobody else learns anything.
  const facts = { ...factsOf(row), isOpen: true }
  if (!needs.some((need) => rules[need](actor, facts))) throw new AppError('not_allowed')
  if (row.state !== 'open' && !needs.includes('view')) throw new AppError('wrong_state')
  return row
}

export function mayOf(ctx: Ctx, row: CallbackRow) {
  const facts = factsOf(row)
  const may = (need: Need) => rules[need](ctx.actor, facts)
  return { work: may('work'), take: may('take'), assign: may('assign'), cancel: may('cancel') }
}

export function staffActor({ actor }: Ctx): Staff {
  if (actor.kind !== 'staff') throw new AppError('not_allowed')
  return actor
}
