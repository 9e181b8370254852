import type { z } from 'zod'
import { canAccept, canView } from '../../domain/conversations/access.ts'
import type { conversationFilter } from '../../domain/conversations/contract.ts'
import { isOpen } from '../../domain/conversations/lifecycle.ts'
import type { ConversationView } from '../../domain/conversations/views.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import { factsOf } from './facts.ts'
import { newer } from './state.ts'

export type Filter = z.output<typeof conversationFilter>
export type ListName = Filter['list']
export type Page = { items: readonly ConversationView[]; nextCursor: string | null }

/** Whether a conversation stands in a list: the same rule as the server's query, so that frames and a fresh fetch agree. */
export function fits(view: ConversationView, filter: Filter, actor: Staff): boolean {
  return inList(view, filter.list, actor) && passes(view, filter)
}

function inList(view: ConversationView, list: ListName, actor: Staff): boolean {
  const facts = factsOf(view)
  if (!canView(actor, facts)) return false
  const isTalking = view.state === 'active' || view.state === 'waiting'
  const isAtWork = isOpen(view.state) || view.state === 'wrap_up'
  if (list === 'mine') {
    if (view.assignee?.id === actor.id) return isTalking || view.state === 'wrap_up'
    if (view.offeredTo === actor.id) return view.state === 'queued'
    return isTalking && facts.participantIds.includes(actor.id)
  }
  if (list === 'queue') return canAccept(actor, facts)
  if (list === 'group') return isAtWork && view.group !== null && actor.groupIds.includes(view.group.id)
  if (list === 'all') return isAtWork
  return view.state === 'closed' || view.state === 'abandoned'
}

function passes(view: ConversationView, filter: Filter): boolean {
  if (filter.state && view.state !== filter.state) return false
  if (filter.groupId && view.group?.id !== filter.groupId) return false
  if (filter.assigneeId && view.assignee?.id !== filter.assigneeId) return false
  if (filter.siteId && view.site.id !== filter.siteId) return false
  if (filter.category && view.category !== filter.category) return false
  if (filter.urgency && view.urgency !== filter.urgency) return false
  return filter.unread !== 'yes' || view.unread > 0
}

export function lastActivity(view: ConversationView): string {
  return view.lastMessage?.at ?? view.startedAt
}

/** Newest activity first; the queue oldest first, because that is the next customer. */
export function compare(list: ListName): (one: ConversationView, other: ConversationView) => number {
  const moment = (view: ConversationView) => Date.parse(list === 'queue' ? (view.queuedAt ?? '') : lastActivity(view))
  const sign = list === 'queue' ? 1 : -1
  return (one, other) => sign * (moment(one) - moment(other) || (one.id < other.id ? -1 : 1))
}

/** The loaded part of a list after one conversation changed. What lies beyond the loaded part stays there. */
export function withConversation(page: Page, view: ConversationView, filter: Filter, actor: Staff): Page {
  const held = page.items.find((item) => item.id === view.id)
  if (held && view.revision <= held.revision) return page
  const others = page.items.filter((item) => item.id !== view.id)
  if (!fits(view, filter, actor)) return held ? { ...page, items: others } : page
  const order = compare(filter.list)
  const items = [...others, held ? newer(held, view) : view].toSorted(order)
  const isBeyond = !held && page.nextCursor !== null && items.at(-1)?.id === view.id
  return isBeyond ? page : { ...page, items }
}

export function withChanged(page: Page, id: string, change: (view: ConversationView) => ConversationView): Page {
  if (!page.items.some((item) => item.id === id)) return page
  return { ...page, items: page.items.map((item) => (item.id === id ? change(item) : item)) }
}

export function without(page: Page, id: string): Page {
  return page.items.some((item) => item.id === id)
    ? { ...page, items: page.items.filter((item) => item.id !== id) }
    : page
}
