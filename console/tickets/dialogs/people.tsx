import { useTranslation } from 'react-i18next'
import { assignTicket, handOverTicket } from '../../../domain/tickets/contract.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { useStep } from '../verbs.ts'
import { ReasonItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'
import { PersonItem, ReceiverItem, receiverOf } from './ReceiverItem.tsx'

export function AssignDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const assign = useStep(assignTicket, onClose)
  return (
    <FormDialog<{ to: string; reason?: string }>
      title={t('step.assign')}
      okText={t('dialog.assign.ok')}
      hint={t('dialog.assign.hint')}
      busy={assign.isPending}
      onClose={onClose}
      onSubmit={({ to, reason }) => assign.mutate({ id: ticket.id, ...receiverOf(to), reason })}
    >
      <ReceiverItem exceptId={ticket.assignee?.id} />
      <ReasonItem isOptional />
    </FormDialog>
  )
}

export function HandOverDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const ask = useStep(handOverTicket, onClose)
  return (
    <FormDialog<{ toStaffId: string; reason: string }>
      title={t('step.handOver')}
      okText={t('dialog.handOver.ok')}
      hint={t('dialog.handOver.hint')}
      busy={ask.isPending}
      onClose={onClose}
      onSubmit={(fields) => ask.mutate({ id: ticket.id, ...fields })}
    >
      <PersonItem exceptId={ticket.firstResponsible.id} />
      <ReasonItem />
    </FormDialog>
  )
}
