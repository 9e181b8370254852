import type { InfiniteData } from '@tanstack/react-query'
import type { ConversationView } from '../../domain/conversations/views.ts'
import type { Me } from '../../domain/identity/contract.ts'
import { queryClient } from '../query.ts'
import { meKey } from '../session/session.ts'
import { actorOf } from './facts.ts'
import { type Filter, type Page, withChanged, withConversation, without } from './lists.ts'
import { newer, type Opened } from './state.ts'

/** Where the inbox lives in the query cache, and the only ways to change it. */
export const listsKey = ['conversations'] as const
export const countsKey = ['conversation-counts'] as const
export const listKey = (filter: Filter) => [...listsKey, filter] as const
export const openedKey = (id: string) => ['conversation', id] as const
type Pages = InfiniteData<Page, string | undefined>

export function changeOpened(id: string, change: (opened: Opened) => Opened): void {
  queryClient.setQueryData<Opened>(openedKey(id), (opened) => opened && change(opened))
}

export function openedNow(id: string): Opened | undefined {
  return queryClient.getQueryData<Opened>(openedKey(id))
}

/** The customer's name, when one of the loaded lists or panes knows it. */
export function heldCustomer(id: string): string | undefined {
  const lists = queryClient.getQueriesData<Pages>({ queryKey: listsKey })
  const listed = lists.flatMap(([, pages]) => (pages ? joined(pages).items : [])).find((view) => view.id === id)
  return (openedNow(id)?.conversation ?? listed)?.customer.name
}

/** One conversation changed: every list and the open pane learn of it. */
export function putConversation(view: ConversationView): void {
  const me = queryClient.getQueryData<Me | null>(meKey)
  if (!me) return
  const actor = actorOf(me)
  changeLists((page, filter) => withConversation(page, view, filter, actor))
  changeOpened(view.id, (opened) => ({ ...opened, conversation: newer(opened.conversation, view) }))
  refreshCountsSoon()
}

/** Marks, viewers and pages do not raise the revision. */
export function touchConversation(id: string, change: (view: ConversationView) => ConversationView): void {
  changeLists((page) => withChanged(page, id, change))
  changeOpened(id, (opened) => ({ ...opened, conversation: change(opened.conversation) }))
}

export function dropConversation(id: string): void {
  changeLists((page) => without(page, id))
  refreshCountsSoon()
}

export function refetchInbox(): void {
  void queryClient.invalidateQueries({ queryKey: listsKey })
  void queryClient.invalidateQueries({ queryKey: countsKey })
}

function changeLists(change: (page: Page, filter: Filter) => Page): void {
  for (const [key, pages] of queryClient.getQueriesData<Pages>({ queryKey: listsKey })) {
    const filter = key[1] as Filter | undefined
    if (!pages || !filter) continue
    const changed = splitAgain(change(joined(pages), filter), pages)
    if (changed !== pages) queryClient.setQueryData(key, changed)
  }
}

/** All loaded pages as one list. */
export function joined(pages: Pages): Page {
  return { items: pages.pages.flatMap((page) => page.items), nextCursor: pages.pages.at(-1)?.nextCursor ?? null }
}

/** Everything goes into the first page; the later ones keep only their cursors. */
function splitAgain(page: Page, before: Pages): Pages {
  const isSame =
    page.items.length === joined(before).items.length &&
    page.items.every((item, at) => item === joined(before).items[at])
  if (isSame) return before
  const pages = before.pages.map((old, at) => ({ ...old, items: at === 0 ? page.items : [] }))
  return { ...before, pages }
}

// A busy centre changes many conversations a second; figures that are a second old are as good.
const countsPauseMs = 1000
let countsTimer: ReturnType<typeof setTimeout> | undefined

function refreshCountsSoon(): void {
  if (countsTimer !== undefined) return
  countsTimer = setTimeout(() => {
    countsTimer = undefined
    void queryClient.invalidateQueries({ queryKey: countsKey })
  }, countsPauseMs)
}
