import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ComplaintPanel } from '../../complaints/ComplaintPanel.tsx'
import { usePhone } from '../../ui/useMedia.ts'
import { type DialogName, Dialogs } from '../dialogs/Dialogs.tsx'
import { AttachmentsPart } from '../parts/AttachmentsPart.tsx'
import { ChecksPart } from '../parts/ChecksPart.tsx'
import { LinksPart } from '../parts/LinksPart.tsx'
import { NodesPart } from '../parts/NodesPart.tsx'
import { Properties } from '../properties/Properties.tsx'
import { TicketComposer } from '../timeline/TicketComposer.tsx'
import { Timeline } from '../timeline/Timeline.tsx'
import { Banners } from './Banners.tsx'
import { Description } from './Description.tsx'
import { Quotes } from './Quotes.tsx'
import { TicketHeader } from './TicketHeader.tsx'
import { useTicketSteps } from './useTicketSteps.ts'

const sides = ['work', 'facts'] as const
type Side = (typeof sides)[number]

/** Left: what it is about and what was done. Right: everything that is known, edited in place. */
export function TicketPage({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const isPhone = usePhone()
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [side, setSide] = useState<Side>('work')
  const steps = useTicketSteps(ticket, setDialog, () => setSide('facts'))
  const shows = (wanted: Side) => !isPhone || side === wanted
  return (
    <div className="ticket-page">
      <TicketHeader ticket={ticket} steps={steps} />
      {isPhone && (
        <div className="ticket-sides" role="tablist" aria-label={t('page.sides')}>
          {sides.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="bare list-tab"
              aria-selected={side === name}
              onClick={() => setSide(name)}
            >
              {t(`page.side.${name}`)}
            </button>
          ))}
        </div>
      )}
      <div className="ticket-body">
        {shows('work') && (
          <div className="ticket-left">
            <div className="ticket-scroll">
              <Banners ticket={ticket} onDialog={setDialog} />
              <ComplaintPanel ticket={ticket} />
              <Description ticket={ticket} />
              <Quotes ticket={ticket} />
              <Timeline ticket={ticket} />
            </div>
            <TicketComposer ticket={ticket} />
          </div>
        )}
        {shows('facts') && (
          <aside className="ticket-right" aria-label={t('page.facts')}>
            <NodesPart ticket={ticket} onDialog={setDialog} />
            <Properties ticket={ticket} onDialog={setDialog} />
            <ChecksPart ticket={ticket} />
            <LinksPart ticket={ticket} onDialog={setDialog} />
            <AttachmentsPart ticket={ticket} />
          </aside>
        )}
      </div>
      <Dialogs dialog={dialog} ticket={ticket} onClose={() => setDialog(null)} />
    </div>
  )
}
