import type { MessageView } from '../../domain/conversations/views.ts'
import { adopt } from '../ui/adopt.ts'
import { Icon } from '../ui/Icon.tsx'
import { useTickets } from './context.ts'
import css from './tickets.css?inline'
import type { TicketKey, TicketTexts } from './types.ts'

adopt(css)

const isOpen = (state: string) => state !== 'closed'

/** In the window's head, while the customer has tickets; a mark says that one waits for them. */
export function Entry() {
  const { tickets, say } = useTickets()
  const { items, at, acts } = tickets
  if (items.length === 0 || at !== null) return null
  const waits = items.some(({ state }) => state === 'waiting_for_you' || state === 'answered')
  return (
    <button
      type="button"
      class="on-brand round tickets-entry"
      aria-label={say(waits ? 'entryWaits' : 'title')}
      title={say('title')}
      onClick={() => acts.open(items.length === 1 ? items[0]?.no : undefined)}
    >
      <TicketIcon />
      {waits && <span class="tickets-mark" />}
    </button>
  )
}

/** On the first screen. */
export function Card() {
  const { tickets, say } = useTickets()
  const { items, acts } = tickets
  const open = items.filter(({ state }) => isOpen(state))
  if (items.length === 0) return null
  return (
    <section class="card tickets-card">
      <button type="button" onClick={() => acts.open()}>
        <TicketIcon />
        <span>
          <b>{say('title')}</b>
          <small>{say(open.length > 0 ? 'openCount' : 'count', { count: open.length || items.length })}</small>
        </span>
        <Icon name="right" />
      </button>
    </section>
  )
}

type Line = NonNullable<MessageView['system']>

/** Below the words of a line about a ticket: what it is, and the way to it. */
export function Link({ line: { key, params } }: { line: Line }) {
  const { tickets, say } = useTickets()
  const { no = '', intoNo = no } = params
  return (
    <button type="button" class="to-ticket" onClick={() => tickets.acts.open(String(intoNo))}>
      {say(isWorded(key, tickets.texts) ? key : 'one', params)}
      <Icon name="right" />
    </button>
  )
}

const isWorded = (key: string, texts: TicketTexts): key is TicketKey => Object.hasOwn(texts, key)

function TicketIcon() {
  return (
    <svg class="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M8 4h8M9 2.5h6v3H9zM8 4H6a1 1 0 0 0-1 1v15a1 1 0 0 0 1 1h12a1 1 0 0 0 1-1V5a1 1 0 0 0-1-1h-2M8.5 10.5h7M8.5 14h7M8.5 17.500h4" />
    </svg>
  )
}
