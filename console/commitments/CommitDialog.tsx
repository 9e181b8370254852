import { Checkbox, Form, Input, Select } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { makeCommitment } from '../../domain/commitments/contract.ts'
import { preferredChannels } from '../../domain/tickets/views.ts'
import { newId, now } from '../clock.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { InstantInput } from '../ui/forms/InstantInput.tsx'
import { useCommitmentAct } from './queries.ts'

type Fields = { body: string; dueAt: string; channel: (typeof preferredChannels)[number]; customerAgreed: boolean }
type CommitDialogProps = { subject: { ticketId: string } | { conversationId: string }; onClose: () => void }

/** R35: what, until when, by which way, and that the customer agrees. */
export function CommitDialog({ subject, onClose }: CommitDialogProps) {
  const { t } = useTranslation('commitments')
  const commitmentId = useRef(newId())
  const make = useCommitmentAct(makeCommitment, onClose)
  const needed = (what: string) => [{ required: true, message: t('needed', { what }) }]
  return (
    <FormDialog<Fields>
      title={t('make')}
      okText={t('make')}
      busy={make.isPending}
      initialValues={{ channel: 'phone', customerAgreed: false }}
      onClose={onClose}
      onSubmit={(fields) => make.mutate({ ...subject, ...fields, commitmentId: commitmentId.current })}
    >
      <Form.Item name="body" label={t('body')} rules={needed(t('body'))}>
        <Input autoFocus maxLength={500} placeholder={t('bodySample')} />
      </Form.Item>
      <Form.Item name="dueAt" label={t('due')} rules={needed(t('due'))}>
        <InstantInput min={now()} />
      </Form.Item>
      <Form.Item name="channel" label={t('channelLabel')}>
        <Select options={preferredChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
      </Form.Item>
      <Form.Item name="customerAgreed" valuePropName="checked" extra={t('agreedHint')}>
        <Checkbox>{t('agreedLabel')}</Checkbox>
      </Form.Item>
    </FormDialog>
  )
}
