import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  agreeCommitment,
  answerCommitmentOffer,
  type CommitmentView,
  cancelCommitment,
  keepCommitment,
} from '../../domain/commitments/contract.ts'
import { ConfirmReason } from '../ui/forms/ConfirmReason.tsx'
import { OfferDialog } from './OfferDialog.tsx'
import { useCommitmentAct } from './queries.ts'
import { RenegotiateDialog } from './RenegotiateDialog.tsx'

type Dialog = 'keep' | 'renegotiate' | 'cancel' | 'offer' | null

/** The next step is the button; the others wait in its menu. */
export function CommitmentSteps({ commitment }: { commitment: CommitmentView }) {
  const { t } = useTranslation('commitments')
  const [dialog, setDialog] = useState<Dialog>(null)
  const close = () => setDialog(null)
  const { id, state, may } = commitment
  const agree = useCommitmentAct(agreeCommitment)
  const answer = useCommitmentAct(answerCommitmentOffer)
  const keep = useCommitmentAct(keepCommitment, close)
  const cancel = useCommitmentAct(cancelCommitment, close)
  if (!may.work && !may.take) return null
  const others = state === 'missed' ? [] : (['renegotiate', 'offer', 'cancel'] as const)
  return (
    <footer>
      {may.take && (
        <>
          <Button type="primary" loading={answer.isPending} onClick={() => answer.mutate({ id, accept: true })}>
            {t('take')}
          </Button>
          <Button onClick={() => answer.mutate({ id, accept: false })}>{t('decline')}</Button>
        </>
      )}
      {may.work && state === 'proposed' && (
        <Button type="primary" loading={agree.isPending} onClick={() => agree.mutate({ id })}>
          {t('agree')}
        </Button>
      )}
      {may.work && state !== 'proposed' && (
        <Button type={may.take ? 'default' : 'primary'} onClick={() => setDialog('keep')}>
          {t('keep')}
        </Button>
      )}
      {may.work && others.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: others
              .filter((key) => state !== 'proposed' || key === 'cancel')
              .map((key) => ({ key, label: t(key), onClick: () => setDialog(key) })),
          }}
        >
          <Button>{t('other')}</Button>
        </Dropdown>
      )}
      <ConfirmReason
        open={dialog === 'keep'}
        title={t('keepTitle')}
        hint={state === 'missed' ? t('keepLateHint') : undefined}
        okText={t('keep')}
        busy={keep.isPending}
        onCancel={close}
        onConfirm={(outcome) => keep.mutate({ id, outcome })}
      />
      <ConfirmReason
        open={dialog === 'cancel'}
        title={t('cancelTitle')}
        okText={t('cancel')}
        danger
        busy={cancel.isPending}
        onCancel={close}
        onConfirm={(reason) => cancel.mutate({ id, reason })}
      />
      {dialog === 'renegotiate' && <RenegotiateDialog commitment={commitment} onClose={close} />}
      {dialog === 'offer' && <OfferDialog commitment={commitment} onClose={close} />}
    </footer>
  )
}
