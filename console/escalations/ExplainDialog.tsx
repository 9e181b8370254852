import { Checkbox, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ExplanationView, writeExplanation } from '../../domain/escalations/contract.ts'
import { now } from '../clock.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { InstantInput } from '../ui/forms/InstantInput.tsx'
import { useEscalationAct } from './queries.ts'

type Fields = { cause: string; plan: string; catchUpAt: string; tells: boolean; tell?: string }
type ExplainDialogProps = { explanation: ExplanationView; onClose: () => void }

/** SOP 000 四: why it is late, how it is caught up, until when; the customer may be told with an apology that can be edited. */
export function ExplainDialog({ explanation: { id, ticket }, onClose }: ExplainDialogProps) {
  const { t } = useTranslation('escalations')
  const [form] = Form.useForm<Fields>()
  const tells = Form.useWatch('tells', form) ?? true
  const write = useEscalationAct(writeExplanation, onClose)
  const needed = (label: string) => [{ required: true, message: t('needed', { what: label }) }]
  const save = ({ cause, plan, catchUpAt, tells: isTold, tell }: Fields) =>
    write.mutate({
      id,
      cause: cause.trim(),
      plan: plan.trim(),
      catchUpAt,
      ...(isTold && tell?.trim() && { tell: tell.trim() }),
    })
  return (
    <FormDialog<Fields>
      title={t('explainTitle', { no: ticket.no })}
      okText={t('submit')}
      hint={t('explainHint')}
      busy={write.isPending}
      width={600}
      form={form}
      initialValues={{ tells: true, tell: t('apology', { no: ticket.no }) }}
      onClose={onClose}
      onSubmit={save}
    >
      <Form.Item name="cause" label={t('causeLabel')} rules={needed(t('causeLabel'))}>
        <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="plan" label={t('planLabel')} rules={needed(t('planLabel'))}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="catchUpAt" label={t('catchUpLabel')} rules={needed(t('catchUpLabel'))}>
        <InstantInput min={now()} />
      </Form.Item>
      <Form.Item name="tells" valuePropName="checked">
        <Checkbox>{t('tellCustomer')}</Checkbox>
      </Form.Item>
      {tells && (
        <Form.Item name="tell" label={t('tellLabel')} extra={t('tellHint')} rules={needed(t('tellLabel'))}>
          <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={4000} />
        </Form.Item>
      )}
    </FormDialog>
  )
}
