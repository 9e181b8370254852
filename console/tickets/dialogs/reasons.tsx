import { useTranslation } from 'react-i18next'
import { cancelTicket, disputeTicket, reopenTicket } from '../../../domain/tickets/contract.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { useStep } from '../verbs.ts'
import { ReasonItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'

type Verb = typeof disputeTicket | typeof reopenTicket | typeof cancelTicket
type ReasonDialogProps = StepDialogOf & { verb: Verb; name: 'dispute' | 'reopen' | 'cancel' }

function ReasonDialog({ ticket, onClose, verb, name }: ReasonDialogProps) {
  const { t } = useTranslation('tickets')
  const step = useStep(verb, onClose)
  const isFinal = name === 'cancel'
  return (
    <FormDialog<{ reason: string }>
      title={t(`step.${name}`)}
      okText={t(`step.${name}`)}
      danger={isFinal}
      warning={isFinal ? t('dialog.cancel.warning') : undefined}
      hint={isFinal ? undefined : t(`dialog.${name}.hint`)}
      busy={step.isPending}
      onClose={onClose}
      onSubmit={({ reason }) => step.mutate({ id: ticket.id, reason })}
    >
      <ReasonItem label={t(`dialog.${name}.reason`)} />
    </FormDialog>
  )
}

export const DisputeDialog = (props: StepDialogOf) => <ReasonDialog {...props} verb={disputeTicket} name="dispute" />
export const ReopenDialog = (props: StepDialogOf) => <ReasonDialog {...props} verb={reopenTicket} name="reopen" />
export const CancelDialog = (props: StepDialogOf) => <ReasonDialog {...props} verb={cancelTicket} name="cancel" />
