import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { unlinkTickets } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useMay } from '../../session/session.ts'
import { StateTag } from '../Chips.tsx'
import { CreateDrawer } from '../create/CreateDrawer.tsx'
import type { DialogName } from '../dialogs/Dialogs.tsx'
import { pathOf } from '../open-path.ts'
import { Group } from '../properties/Group.tsx'
import { possibleSteps } from '../steps.ts'
import { useStep } from '../verbs.ts'

type LinksPartProps = { ticket: TicketView; onDialog: (dialog: DialogName) => void }

/** Sub-tickets and everything else that hangs together. */
export function LinksPart({ ticket, onDialog }: LinksPartProps) {
  const { t } = useTranslation('tickets')
  const unlink = useStep(unlinkTickets)
  const [isNew, setNew] = useState(false)
  const mayCreate = useMay('tickets.create') && ticket.may.work
  const steps = possibleSteps(ticket, null)
  const acts = (['link', 'split'] as const).filter((step) => steps.includes(step))
  if (ticket.links.length === 0 && acts.length === 0) return null
  return (
    <Group title={t('group.links')}>
      <ul className="ticket-links">
        {ticket.links.map((link) => (
          <li key={`${link.kind}-${link.id}`}>
            <span className="quiet ticket-link-kind">{t(`link.${link.kind}`)}</span>
            <Link className="grow ellipsis" to={pathOf(link.id)} title={`${link.no} ${link.subject}`}>
              {link.subject}
            </Link>
            <StateTag state={link.state} />
            {link.kind === 'related' && ticket.may.work && (
              <Button
                type="text"
                size="small"
                icon={<CloseOutlined />}
                aria-label={t('link.remove', { no: link.no })}
                onClick={() => unlink.mutate({ id: ticket.id, otherId: link.id })}
              />
            )}
          </li>
        ))}
      </ul>
      <div className="ticket-part-acts">
        {mayCreate && (
          <Button size="small" onClick={() => setNew(true)}>
            {t('link.newChild')}
          </Button>
        )}
        {acts.map((step) => (
          <Button key={step} size="small" onClick={() => onDialog(step)}>
            {t(`step.${step}`)}
          </Button>
        ))}
      </div>
      {isNew && <CreateDrawer parent={ticket} onClose={() => setNew(false)} />}
    </Group>
  )
}
