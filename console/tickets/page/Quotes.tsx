import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { momentText } from '../words.ts'

/** Messages the ticket rests on: quoted by reference, a click goes to the place in the conversation (C18). */
export function Quotes({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  if (ticket.quotes.length === 0) return null
  return (
    <section className="ticket-quotes" aria-label={t('page.quotes')}>
      <h2>{t('page.quotes')}</h2>
      <ul>
        {ticket.quotes.map((quote) => (
          <li key={`${quote.conversationId}-${quote.seq}`}>
            <Link to={`/inbox/${quote.conversationId}?seq=${quote.seq}`}>
              <span className="quiet">{t(`sender.${quote.sender}`)}</span>
              <span className="ellipsis grow">{quote.body || t('page.quoteFile')}</span>
              <time className="quiet" dateTime={quote.at}>
                {momentText(quote.at, locale)}
              </time>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}
