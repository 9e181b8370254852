import { ArrowLeftOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { takeNode } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useMe } from '../../session/session.ts'
import { StateTag, UrgencyTag } from '../Chips.tsx'
import { type DialogName, Dialogs } from '../dialogs/Dialogs.tsx'
import { ticketsPath } from '../open-path.ts'
import { AttachmentsPart } from '../parts/AttachmentsPart.tsx'
import { ownNode } from '../steps.ts'
import { TicketComposer } from '../timeline/TicketComposer.tsx'
import { Timeline } from '../timeline/Timeline.tsx'
import { useStep } from '../verbs.ts'
import { Matter, Request } from './Matter.tsx'

/** What a department contact needs, on a phone too: the request, until when, take it, answer it. */
export function DepartmentPage({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const navigate = useNavigate()
  const me = useMe()
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const take = useStep(takeNode)
  const node = ownNode(ticket.nodes, me.departmentId)
  const earlier = ticket.nodes.filter((one) => one.department.id === me.departmentId && one.id !== node?.id)
  return (
    <div className="ticket-page ticket-department">
      <header className="ticket-header">
        <div className="ticket-head-line">
          <Button
            type="text"
            icon={<ArrowLeftOutlined />}
            aria-label={t('page.back')}
            onClick={() => void navigate(`${ticketsPath}?list=department`)}
          />
          <div className="grow ticket-head-name">
            <div className="ticket-head-no">
              <span className="figures">{ticket.no}</span>
              <StateTag state={ticket.state} />
              <UrgencyTag urgency={ticket.urgency} />
            </div>
            <h1 className="ticket-title">{ticket.subject}</h1>
          </div>
        </div>
      </header>
      <div className="ticket-scroll">
        {node && <Request node={node} ticket={ticket} />}
        {earlier.map((one) => (
          <Request key={one.id} node={one} ticket={ticket} />
        ))}
        <Matter ticket={ticket} />
        <AttachmentsPart ticket={ticket} />
        <Timeline ticket={ticket} />
      </div>
      <TicketComposer ticket={ticket} />
      {node && (
        <div className="ticket-department-acts">
          {node.takenAt === null && (
            <Button
              size="large"
              type="primary"
              loading={take.isPending}
              onClick={() => take.mutate({ id: ticket.id, nodeId: node.id })}
            >
              {t('step.takeNode')}
            </Button>
          )}
          <Button
            size="large"
            type={node.takenAt === null ? 'default' : 'primary'}
            onClick={() => setDialog('returnNode')}
          >
            {t('step.returnNode')}
          </Button>
        </div>
      )}
      <Dialogs dialog={dialog} ticket={ticket} onClose={() => setDialog(null)} />
    </div>
  )
}
