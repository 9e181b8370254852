import { Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import type { CompletenessField } from '../../../domain/tickets/completeness.ts'
import {
  archiveTicket,
  confirmTicket,
  customerAnswered,
  tellTicket,
  waiveField,
} from '../../../domain/tickets/contract.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { useStep } from '../verbs.ts'
import { PickItem, ReasonItem, WordsItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'

export function AnsweredDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const answer = useStep(customerAnswered, onClose)
  return (
    <FormDialog<{ body: string }>
      title={t('step.answered')}
      okText={t('dialog.answered.ok')}
      hint={t('dialog.answered.hint')}
      busy={answer.isPending}
      onClose={onClose}
      onSubmit={({ body }) => answer.mutate({ id: ticket.id, body })}
    >
      <WordsItem name="body" label={t('dialog.answered.body')} maxLength={10_000} rows={4} autoFocus />
    </FormDialog>
  )
}

export function ConfirmDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const confirm = useStep(confirmTicket, onClose)
  return (
    <FormDialog<{ words?: string }>
      title={t('step.confirm')}
      okText={t('dialog.confirm.ok')}
      hint={t('dialog.confirm.hint')}
      busy={confirm.isPending}
      onClose={onClose}
      onSubmit={({ words }) => confirm.mutate({ id: ticket.id, words })}
    >
      <WordsItem name="words" label={t('dialog.confirm.words')} maxLength={2000} rows={2} isOptional autoFocus />
    </FormDialog>
  )
}

export function ArchiveDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const archive = useStep(archiveTicket, onClose)
  return (
    <FormDialog
      title={t('step.archive')}
      okText={t('step.archive')}
      warning={t('dialog.archive.warning')}
      busy={archive.isPending}
      onClose={onClose}
      onSubmit={() => archive.mutate({ id: ticket.id })}
    />
  )
}

export function WaiveDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const waive = useStep(waiveField, onClose)
  return (
    <FormDialog<{ field: CompletenessField; reason: string }>
      title={t('step.waive')}
      okText={t('dialog.waive.ok')}
      hint={t('dialog.waive.hint')}
      busy={waive.isPending}
      onClose={onClose}
      initialValues={{ field: ticket.missing[0] }}
      onSubmit={(fields) => waive.mutate({ id: ticket.id, ...fields })}
    >
      <PickItem
        name="field"
        label={t('dialog.waive.field')}
        options={ticket.missing.map((value) => ({ value, label: t(`missing.${value}`) }))}
      />
      <ReasonItem />
    </FormDialog>
  )
}

const ways = ['phone', 'in_person', 'sms', 'email'] as const

export function TellDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const tell = useStep(tellTicket, onClose)
  return (
    <FormDialog<{ by: (typeof ways)[number] }>
      title={t('dialog.tell.title')}
      okText={t('dialog.tell.ok')}
      hint={t('dialog.tell.hint')}
      busy={tell.isPending}
      onClose={onClose}
      initialValues={{ by: 'phone' }}
      onSubmit={({ by }) => tell.mutate({ id: ticket.id, by })}
    >
      <Form.Item name="by" label={t('dialog.resolve.toldBy')}>
        <Radio.Group options={ways.map((value) => ({ value, label: t(`told.${value}`) }))} />
      </Form.Item>
    </FormDialog>
  )
}
