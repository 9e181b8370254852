import { useEffect, useRef, useState } from 'preact/hooks'
import type { CustomerTicket } from '../../domain/tickets/customer-contract.ts'
import { useTickets } from './context.ts'

type Props = { ticket: CustomerTicket; result: NonNullable<CustomerTicket['result']> }

/** What came of it, and whether it helps. */
export function Result({ ticket, result }: Props) {
  const { say, moment } = useTickets()
  const { confirm, dispute } = ticket.may
  return (
    <section class="card is-result">
      <h2>{say('result')}</h2>
      <p class="text" dir="auto">
        {result.result}
      </p>
      {result.solution && <h3>{say('solution')}</h3>}
      {result.solution && (
        <p class="text" dir="auto">
          {result.solution}
        </p>
      )}
      {result.notes && <h3>{say('notes')}</h3>}
      {result.notes && (
        <p class="text" dir="auto">
          {result.notes}
        </p>
      )}
      <small>{moment(result.at)}</small>
      {(confirm || dispute) && <Verdict ticket={ticket} />}
    </section>
  )
}

/** 000 四(三): the customer agrees, or says what is still missing. */
function Verdict({ ticket }: { ticket: CustomerTicket }) {
  const { tickets, say } = useTickets()
  const [isDisputing, setDisputing] = useState(false)
  const [reason, setReason] = useState('')
  const [problem, setProblem] = useState('')
  const [isBusy, setBusy] = useState(false)
  const field = useRef<HTMLTextAreaElement>(null)
  useEffect(() => {
    if (isDisputing) field.current?.focus()
  }, [isDisputing])
  const { confirm, dispute } = ticket.may
  async function tell(verdict: 'confirm' | 'dispute') {
    const words = reason.trim().replace(/\s*\n\s*/g, ' ')
    if (verdict === 'dispute' && words === '') return setProblem(say('reasonMissing'))
    setBusy(true)
    const { acts } = tickets
    const outcome = verdict === 'confirm' ? await acts.confirm(ticket) : await acts.dispute(ticket, words)
    setBusy(false)
    setProblem(outcome === 'done' ? '' : outcome.problem)
  }
  return (
    <form
      class="tickets-verdict"
      onSubmit={(event) => {
        event.preventDefault()
        void tell('dispute')
      }}
    >
      {isDisputing && (
        <label class="tickets-field">
          <span>{say('reason')}</span>
          <textarea
            rows={3}
            dir="auto"
            maxLength={500}
            value={reason}
            ref={field}
            onInput={(event) => setReason(event.currentTarget.value)}
          />
        </label>
      )}
      <p class="fault" role="alert">
        {problem}
      </p>
      <div class="buttons">
        {dispute && isDisputing && (
          <button type="submit" class="primary" disabled={isBusy}>
            {say('disputeSend')}
          </button>
        )}
        {dispute && !isDisputing && (
          <button type="button" class="secondary" onClick={() => setDisputing(true)}>
            {say('dispute')}
          </button>
        )}
        {confirm && (
          <button
            type="button"
            class={isDisputing ? 'secondary' : 'primary'}
            disabled={isBusy}
            onClick={() => (isDisputing ? setDisputing(false) : void tell('confirm'))}
          >
            {say(isDisputing ? 'cancel' : 'confirm')}
          </button>
        )}
      </div>
    </form>
  )
}
