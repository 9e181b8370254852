import type { CustomerTicket } from '../../domain/tickets/customer-contract.ts'
import { lazily } from '../ui/lazily.tsx'
import { Answer } from './Answer.tsx'
import { useTickets } from './context.ts'
import { Result } from './Result.tsx'

const Attachment = lazily(async () => (await import('../ui/later/Attachment.tsx')).Attachment)

/** One ticket as its customer follows it: how far, what is asked, the result, what was said. */
export function Ticket({ ticket }: { ticket: CustomerTicket }) {
  const { say, moment } = useTickets()
  const { state, about, department, openedAt, dueAt, asked, files } = ticket
  return (
    <>
      <div class="tickets-now" role="status">
        <p class={`tickets-state is-${state}`}>{say(`state.${state}`)}</p>
        <p>{say(`hint.${state}`)}</p>
      </div>
      {asked && (
        <section class="card is-asked">
          <h2>{say('asked')}</h2>
          <p class="text" dir="auto">
            {asked.steps}
          </p>
          {asked.until && <small>{say('askedUntil', { time: moment(asked.until) })}</small>}
        </section>
      )}
      {asked && <Answer ticket={ticket} />}
      {ticket.result && <Result ticket={ticket} result={ticket.result} />}
      <dl class="tickets-facts">
        <dt>{say('about')}</dt>
        <dd class="text" dir="auto">
          {about}
        </dd>
        {department && <dt>{say('department')}</dt>}
        {department && <dd>{department}</dd>}
        <dt>{say('opened')}</dt>
        <dd>{moment(openedAt)}</dd>
        {dueAt && <dt>{say('due')}</dt>}
        {dueAt && <dd>{say('dueBy', { time: moment(dueAt) })}</dd>}
      </dl>
      <Words ticket={ticket} />
      {files.length > 0 && (
        <section class="tickets-files" aria-label={say('files')}>
          {files.map((file) => (
            <Attachment key={file.id} attachment={file} />
          ))}
        </section>
      )}
      {ticket.may.answer && !asked && <Answer ticket={ticket} />}
    </>
  )
}

function Words({ ticket }: { ticket: CustomerTicket }) {
  const { tickets, say, moment } = useTickets()
  const waiting = tickets.unsent.filter(({ ticketId }) => ticketId === ticket.id)
  if (ticket.words.length + waiting.length === 0) return null
  return (
    <section aria-label={say('words')}>
      <h2 class="tickets-title">{say('words')}</h2>
      <ol class="tickets-words" aria-live="polite">
        {ticket.words.map(({ from, body, at }) => (
          <li key={`${at}${from}${body}`} class={from}>
            <p class="text" dir="auto">
              {body}
            </p>
            <small>
              {say(from)} · <time dateTime={at}>{moment(at)}</time>
            </small>
          </li>
        ))}
        {waiting.map((answer) => (
          <li key={answer.noteId} class="you">
            <p class="text" dir="auto">
              {answer.body || answer.attachments.map(({ name }) => name).join(' ')}
            </p>
            {answer.failed === undefined ? (
              <small>{say('sending')}</small>
            ) : (
              <small class="fault">
                {say('refused', { reason: answer.failed })}
                <button type="button" class="link" onClick={() => tickets.acts.retry(answer)}>
                  {say('again')}
                </button>
                <button type="button" class="link" onClick={() => tickets.acts.discard(answer)}>
                  {say('discard')}
                </button>
              </small>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
