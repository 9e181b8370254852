import { Form, Input, Modal, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { answerPlan } from '../../domain/complaints/contract.ts'
import { useComplaintStep } from './queries.ts'

type Fields = { accept: boolean; feedback: string }

/** What the customer says to the plan. */
export function AnswerDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('complaints')
  const { t: ui } = useTranslation('ui')
  const [form] = Form.useForm<Fields>()
  const answer = useComplaintStep(answerPlan, onClose)
  return (
    <Modal
      open
      title={t('step.accept_plan')}
      okText={t('save')}
      okButtonProps={{ loading: answer.isPending }}
      cancelText={ui('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form<Fields>
        form={form}
        layout="vertical"
        initialValues={{ accept: true }}
        onFinish={({ accept, feedback }) => answer.mutate({ id, accept, feedback: feedback.trim() })}
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
      </Form>
    </Modal>
  )
}
