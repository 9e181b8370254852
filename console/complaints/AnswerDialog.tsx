import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { answerPlan } from '../../domain/complaints/contract.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { useComplaintStep } from './queries.ts'

type Fields = { accept: boolean; feedback: string }

/** What the customer says to the plan. */
export function AnswerDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('complaints')
  const answer = useComplaintStep(answerPlan, onClose)
  return (
    <FormDialog<Fields>
      title={t('step.accept_plan')}
      okText={t('save')}
      busy={answer.isPending}
      initialValues={{ accept: true }}
      onClose={onClose}
      onSubmit={({ accept, feedback }) => answer.mutate({ id, accept, feedback: feedback.trim() })}
    >
      <Form.Item name="accept">
        <Radio.Group
          options={[
            { value: true, label: t('accepts') },
            { value: false, label: t('rejects') },
          ]}
        />
      </Form.Item>
      <Form.Item
        name="feedback"
        label={t('feedback')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 8 }} maxLength={4000} />
      </Form.Item>
    </FormDialog>
  )
}
