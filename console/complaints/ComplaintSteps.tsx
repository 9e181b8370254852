import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  type ComplaintView,
  closeComplaint,
  escalateOutside,
  executePlan,
  investigateComplaint,
  renegotiateComplaint,
  resolveComplaint,
} from '../../domain/complaints/contract.ts'
import type { ComplaintStep } from '../../domain/complaints/rules.ts'
import type { Locale } from '../../domain/locale.ts'
import { ConfirmReason } from '../ui/forms/ConfirmReason.tsx'
import { AnswerDialog } from './AnswerDialog.tsx'
import { nextStep } from './look.ts'
import { PlanDialog } from './PlanDialog.tsx'
import { useComplaintStep } from './queries.ts'
import { SootheDialog } from './SootheDialog.tsx'

type ComplaintStepsProps = { complaint: ComplaintView; locale: Locale; canMessage: boolean }
const atOnce = {
  investigate: investigateComplaint,
  renegotiate: renegotiateComplaint,
  execute: executePlan,
  resolve: resolveComplaint,
  close: closeComplaint,
} as const
type AtOnce = keyof typeof atOnce

/** The next step in colour, the others beside it; those that need words open a dialog. */
export function ComplaintSteps({ complaint, locale, canMessage }: ComplaintStepsProps) {
  const { t } = useTranslation('complaints')
  const [dialog, setDialog] = useState<ComplaintStep | null>(null)
  const { id, may } = complaint
  // One answer takes both ways, so it has one button.
  const steps = may.steps.filter((step) => step !== 'reject_plan' && step !== 'begin_revisit')
  const next = nextStep(steps)
  const outside = useComplaintStep(escalateOutside, () => setDialog(null))
  const close = () => setDialog(null)
  if (steps.length === 0) return null
  return (
    <footer>
      {steps.map((step) =>
        step in atOnce ? (
          <StepButton key={step} id={id} step={step as AtOnce} isNext={step === next} />
        ) : (
          <Button
            key={step}
            type={step === next ? 'primary' : 'default'}
            danger={step === 'escalate_external'}
            onClick={() => setDialog(step)}
          >
            {t(`step.${step}`)}
          </Button>
        ),
      )}
      {dialog === 'soothe' && <SootheDialog id={id} locale={locale} canMessage={canMessage} onClose={close} />}
      {dialog === 'offer_plan' && <PlanDialog id={id} locale={locale} canMessage={canMessage} onClose={close} />}
      {dialog === 'accept_plan' && <AnswerDialog id={id} onClose={close} />}
      <ConfirmReason
        open={dialog === 'escalate_external'}
        title={t('step.escalate_external')}
        hint={t('outsideHint')}
        okText={t('step.escalate_external')}
        danger
        busy={outside.isPending}
        onCancel={close}
        onConfirm={(reason) => outside.mutate({ id, reason })}
      />
    </footer>
  )
}

function StepButton({ id, step, isNext }: { id: string; step: AtOnce; isNext: boolean }) {
  const { t } = useTranslation('complaints')
  const take = useComplaintStep(atOnce[step])
  return (
    <Button type={isNext ? 'primary' : 'default'} loading={take.isPending} onClick={() => take.mutate({ id })}>
      {t(`step.${step}`)}
    </Button>
  )
}
