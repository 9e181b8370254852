import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { recallNode } from '../../../domain/tickets/contract.ts'
import type { NodeView, TicketView } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../../ui/Chip.tsx'
import { ConfirmReason } from '../../ui/forms/ConfirmReason.tsx'
import type { DialogName } from '../dialogs/Dialogs.tsx'
import { DueChip } from '../due/DueChip.tsx'
import { Group } from '../properties/Group.tsx'
import { isOpenNode, possibleSteps } from '../steps.ts'
import { useStep } from '../verbs.ts'
import { momentText } from '../words.ts'

const tones: Record<NodeView['state'], Tone> = {
  open: 'department',
  overdue: 'breached',
  returned: 'resolved',
  recalled: 'normal',
}

type NodesPartProps = { ticket: TicketView; onDialog: (dialog: DialogName) => void }

/** What departments were asked, until when, and what came back. */
export function NodesPart({ ticket, onDialog }: NodesPartProps) {
  const { t } = useTranslation('tickets')
  const maySend = possibleSteps(ticket, null).includes('department')
  if (ticket.nodes.length === 0 && !maySend) return null
  return (
    <Group title={t('group.nodes')}>
      <ul className="ticket-nodes">
        {ticket.nodes.toReversed().map((node) => (
          <Node key={node.id} node={node} ticket={ticket} />
        ))}
      </ul>
      {maySend && (
        <Button size="small" onClick={() => onDialog('department')}>
          {t('step.department')}
        </Button>
      )}
    </Group>
  )
}

function Node({ node, ticket }: { node: NodeView; ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const [recalling, setRecalling] = useState(false)
  const recall = useStep(recallNode, () => setRecalling(false))
  const isOpen = isOpenNode(node)
  const by = node.returnedBy ?? node.takenBy
  return (
    <li className="ticket-node">
      <div className="ticket-node-head">
        <strong className="grow">{node.department.name}</strong>
        <StatusTag tone={tones[node.state]}>
          {t(`node.${node.takenAt && node.state === 'open' ? 'taken' : node.state}`)}
        </StatusTag>
      </div>
      <p className="ticket-words">{node.request}</p>
      {node.result && <p className="ticket-words ticket-node-result">{node.result}</p>}
      <div className="ticket-node-foot">
        {isOpen && (
          <DueChip kind="department_node" dueAt={node.dueAt} startedAt={node.sentAt} urgency={ticket.urgency} />
        )}
        <span className="quiet">
          {t('node.sent', { name: node.sentBy.name, at: momentText(node.sentAt, locale) })}
          {by && ` · ${by.name}`}
          {node.returnedAt && ` ${momentText(node.returnedAt, locale)}`}
        </span>
        {isOpen && ticket.may.work && (
          <Button type="link" size="small" onClick={() => setRecalling(true)}>
            {t('node.recall')}
          </Button>
        )}
      </div>
      <ConfirmReason
        open={recalling}
        title={t('node.recallTitle', { name: node.department.name })}
        okText={t('node.recall')}
        busy={recall.isPending}
        onCancel={() => setRecalling(false)}
        onConfirm={(reason) => recall.mutate({ id: ticket.id, nodeId: node.id, reason })}
      />
    </li>
  )
}
