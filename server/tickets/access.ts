import { AppError } from '../../domain/errors.ts'
import type { Actor, Staff } from '../../domain/identity/actor.ts'
import {
  canAnswerForDepartment,
  canNoteTicket,
  canOverseeTicket,
  canReassignTicket,
  canTakeTicket,
  canViewTicket,
  canWorkTicket,
  type TicketFacts,
} from '../../domain/tickets/access.ts'
import { isFinal } from '../../domain/tickets/lifecycle.ts'
import type { Ctx, Tx } from '../platform/context.ts'
import { factsOf, type Loaded, loadTicket, lockTicket } from './queries.ts'
import { finalRefusal } from './words.ts'

const begins = (actor: Actor, facts: TicketFacts) => canTakeTicket(actor, facts) || canWorkTicket(actor, facts)

const rules = {
  view: canViewTicket,
  /** Begin the work: take what is free, or go on with what one may work. */
  begin: begins,
  work: canWorkTicket,
  note: canNoteTicket,
  answer: (actor: Actor, facts: TicketFacts) => canAnswerForDepartment(actor, facts) || canWorkTicket(actor, facts),
  reassign: canReassignTicket,
  oversee: canOverseeTicket,
} as const
export type Need = keyof typeof rules

/** The only way to a ticket: "not yours" answers like "not there"; seen but not enough right answers `not_allowed`. */
export async function ticketFor(ctx: Ctx, id: string, need: Need): Promise<Loaded> {
  return checked(ctx, await loadTicket(ctx, id), need)
}

/** The same gate with the row locked, for changes. */
export async function lockedTicketFor(tx: Tx, id: string, need: Need): Promise<Loaded> {
  return checked(tx, await lockTicket(tx, id), need)
}

function checked({ actor }: Ctx, row: Loaded | undefined, need: Need): Loaded {
  if (!row || !canViewTicket(actor, factsOf(row))) throw new AppError('not_found')
  const facts = factsOf(row)
  if (rules[need](actor, facts)) return row
  // Who could do it if it still lived hears that it does not.
  if (isFinal(row.state) && rules[need](actor, { ...facts, state: 'in_progress' })) throw finalRefusal(actor, row.state)
  throw new AppError('not_allowed', need === 'oversee' ? { rule: 'oversee_ticket' } : {})
}

export type May = { take: boolean; work: boolean; note: boolean; answer: boolean; reassign: boolean; oversee: boolean }

/** What this reader may do now. */
export function mayOf(actor: Actor, facts: TicketFacts): May {
  return {
    take: canTakeTicket(actor, facts),
    work: canWorkTicket(actor, facts),
    note: canNoteTicket(actor, facts),
    answer: canAnswerForDepartment(actor, facts),
    reassign: canReassignTicket(actor, facts),
    oversee: canOverseeTicket(actor, facts),
  }
}

export function staffActor(ctx: Ctx): Staff {
  if (ctx.actor.kind !== 'staff') throw new AppError('not_allowed')
  return ctx.actor
}
