import { useEffect, useRef } from 'preact/hooks'
import type { CustomerTicket } from '../../domain/tickets/customer-contract.ts'
import { unreadCount } from '../delivery/order.ts'
import { Icon } from '../ui/Icon.tsx'
import { useTickets } from './context.ts'
import { Ticket } from './Ticket.tsx'

/** In place of the conversation: the list, or one ticket. */
export function Screen() {
  const { tickets, say, state } = useTickets()
  const { at, items, acts } = tickets
  const heading = useRef<HTMLHeadingElement>(null)
  const body = useRef<HTMLElement>(null)
  const ticket = items.find(({ no }) => no === at)
  // biome-ignore lint/correctness/useExhaustiveDependencies: each screen begins at its heading
  useEffect(() => heading.current?.focus(), [at])
  // What is new stands on top; the button that was pressed may be gone with the step before.
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each step of the ticket
  useEffect(() => {
    body.current?.scrollTo({ top: 0 })
    if (document.activeElement === document.body) heading.current?.focus()
  }, [at, ticket?.state])
  // Asked for in the window's head: the question stands in the conversation.
  useEffect(() => {
    if (state.isEnding) acts.close()
  }, [state.isEnding, acts])
  const hasList = items.length > 1 || !ticket
  const back = () => (ticket && hasList ? acts.open() : acts.close())
  const news = unreadCount(state.messages, state.talk?.customerMarks.read ?? 0)
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Escape leads back; the button does the same
    <section
      class="tickets"
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.isComposing) return
        event.preventDefault()
        back()
      }}
    >
      <div class="tickets-head">
        <button type="button" class="round" aria-label={say(ticket && hasList ? 'backToList' : 'back')} onClick={back}>
          <Icon name="right" />
        </button>
        <h1 ref={heading} tabIndex={-1}>
          {ticket ? say('one', { no: ticket.no }) : say('title')}
        </h1>
        <button type="button" class="link" onClick={acts.close}>
          {news > 0 ? say('talkNews', { count: news }) : say('talk')}
        </button>
      </div>
      <section
        class="tickets-body"
        ref={body}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard (WCAG 2.1.1)
        tabIndex={0}
        aria-label={ticket ? say('one', { no: ticket.no }) : say('title')}
      >
        {ticket ? <Ticket key={ticket.id} ticket={ticket} /> : <List />}
      </section>
    </section>
  )
}

function List() {
  const { tickets, say } = useTickets()
  const { items, unread, at, acts } = tickets
  if (unread)
    return (
      <p class="tickets-none" role="status">
        {say('unread')}
        <button type="button" class="link" onClick={acts.refresh}>
          {say('readAgain')}
        </button>
      </p>
    )
  return (
    <>
      {at !== '' && <p class="tickets-none">{say('gone', { no: at ?? '' })}</p>}
      {items.length === 0 && at === '' && <p class="tickets-none">{say('none')}</p>}
      <ul class="tickets-list">
        {items.map((ticket) => (
          <li key={ticket.id}>
            <ListLine ticket={ticket} />
          </li>
        ))}
      </ul>
    </>
  )
}

function ListLine({ ticket: { no, state, about, openedAt, dueAt, asked } }: { ticket: CustomerTicket }) {
  const { tickets, say, moment } = useTickets()
  const promised = asked?.until
    ? say('askedUntil', { time: moment(asked.until) })
    : dueAt
      ? say('dueBy', { time: moment(dueAt) })
      : moment(openedAt)
  return (
    <button type="button" class="card" onClick={() => tickets.acts.open(no)}>
      <span class="tickets-line">
        <b>{no}</b>
        <span class={`tickets-state is-${state}`}>{say(`state.${state}`)}</span>
      </span>
      <span class="tickets-about" dir="auto">
        {about}
      </span>
      <small>{promised}</small>
    </button>
  )
}
