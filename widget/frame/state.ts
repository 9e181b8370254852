import { canReopen, isOpen } from '../../domain/conversations/lifecycle.ts'
import type { MessageView, TalkView } from '../../domain/conversations/views.ts'
import type { Locale } from '../../domain/locale.ts'
import type { WidgetSite } from '../../domain/settings/site.ts'
import type { Unsent } from '../delivery/unsent.ts'
import type { Upload } from '../delivery/uploads.ts'
import type { Page } from '../protocol.ts'
import type { TicketsPart } from '../tickets/types.ts'
import type { Texts } from './texts.ts'

/** A first message that waits for the answers of the pre-chat form; `sent` when it was tried without them. */
export type Opening = Pick<Unsent, 'body' | 'attachment'> & { sent?: Unsent }

export type State = {
  /** `refused`: the site does not exist, or this page may not show it. */
  phase: 'starting' | 'ready' | 'refused'
  texts: Texts
  locale: Locale
  shown: boolean
  /** The live line has been away long enough to say so. */
  away: boolean
  page: Page
  orderNo: string | null
  site: WidgetSite | null
  /** As the shop's signed token names the customer; empty for a stranger. */
  visitorName: string
  open: boolean
  talk: TalkView | null
  /** The conversation the customer left behind with "new conversation"; its late frames are not shown. */
  leftTalkId: string | null
  /** Without gaps in seq; the first may be higher than 1 when older ones were not loaded. */
  messages: MessageView[]
  unsent: Unsent[]
  tickets: TicketsPart | null
  uploads: Upload[]
  opening: Opening | null
  prechat: { answers: Record<string, string>; consent: boolean } | null
  agentTyping: string | null
  quote: MessageView | null
  isEnding: boolean
  isAtNewest: boolean
  isLoadingOlder: boolean
  /** One sentence about what just went wrong. */
  notice: string | null
}

export function firstState(given: Pick<State, 'texts' | 'locale'>): State {
  return {
    ...given,
    phase: 'starting',
    shown: false,
    away: false,
    page: { url: '', title: '' },
    orderNo: null,
    site: null,
    visitorName: '',
    open: true,
    talk: null,
    leftTalkId: null,
    messages: [],
    unsent: [],
    tickets: null,
    uploads: [],
    opening: null,
    prechat: null,
    agentTyping: null,
    quote: null,
    isEnding: false,
    isAtNewest: true,
    isLoadingOlder: false,
    notice: null,
  }
}

/** The customer and the centre are still talking, or waiting to. */
export function isRunning(talk: TalkView | null): boolean {
  return talk !== null && isOpen(talk.state)
}

/** Nobody is there and nothing is under way: the window offers to leave a message (issue 2). */
export function mayOnlyLeaveMessage(state: State): boolean {
  return state.phase === 'ready' && !state.open && !isRunning(state.talk) && state.unsent.every((one) => one.failed)
}

/** Where the next message goes: a conversation being started, the present one while it can open again, or none yet. */
export function conversationFor({ talk, unsent }: Pick<State, 'talk' | 'unsent'>, now: Date): string | null {
  const starting = unsent.findLast((one) => one.kind === 'start' && !one.failed)
  if (starting) return starting.conversationId
  if (!talk) return null
  return isOpen(talk.state) || canReopen(new Date(talk.endedAt ?? now), now) ? talk.id : null
}
