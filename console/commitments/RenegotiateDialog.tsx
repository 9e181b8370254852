import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CommitmentView, renegotiateCommitment } from '../../domain/commitments/contract.ts'
import { now } from '../clock.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { InstantInput } from '../ui/forms/InstantInput.tsx'
import { useCommitmentAct } from './queries.ts'

const ways = ['message', 'phone', 'sms', 'email'] as const
type Fields = { dueAt: string; reason: string; toldBy: (typeof ways)[number]; tell?: string }
type RenegotiateDialogProps = { commitment: CommitmentView; onClose: () => void }

/** R45: before the time comes the customer is told of the delay, with an apology the agent can change. */
export function RenegotiateDialog({ commitment: { id, ticket }, onClose }: RenegotiateDialogProps) {
  const { t } = useTranslation('commitments')
  const [form] = Form.useForm<Fields>()
  const toldBy = Form.useWatch('toldBy', form)
  const move = useCommitmentAct(renegotiateCommitment, onClose)
  const needed = (what: string) => [{ required: true, message: t('needed', { what }) }]
  const save = ({ tell, ...fields }: Fields) =>
    move.mutate({ id, ...fields, ...(fields.toldBy === 'message' && { tell: tell?.trim() }) })
  return (
    <FormDialog<Fields>
      title={t('renegotiate')}
      okText={t('renegotiate')}
      busy={move.isPending}
      form={form}
      initialValues={{ toldBy: ticket ? 'message' : 'phone', tell: t('apology') }}
      onClose={onClose}
      onSubmit={save}
    >
      <Form.Item name="dueAt" label={t('newDue')} rules={needed(t('newDue'))}>
        <InstantInput min={now()} autoFocus />
      </Form.Item>
      <Form.Item name="reason" label={t('reason')} rules={needed(t('reason'))}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="toldBy" label={t('toldBy')}>
        <Select
          options={ways
            .filter((way) => way !== 'message' || ticket)
            .map((value) => ({ value, label: t(`told.${value}`) }))}
        />
      </Form.Item>
      {toldBy === 'message' && (
        <Form.Item name="tell" label={t('tell')} extra={t('tellHint')} rules={needed(t('tell'))}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
      )}
    </FormDialog>
  )
}
