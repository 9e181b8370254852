import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

type ConfirmReasonProps = {
  open: boolean
  title: string
  hint?: string
  okText: string
  danger?: boolean
  busy?: boolean
  onCancel: () => void
  onConfirm: (reason: string) => void
}

/** Asks why before an act that stands in the record. */
export function ConfirmReason({ open, title, hint, okText, danger, busy, onCancel, onConfirm }: ConfirmReasonProps) {
  const { t } = useTranslation('ui')
  const [form] = Form.useForm<{ reason: string }>()
  return (
    <Modal
      open={open}
      title={title}
      okText={okText}
      okButtonProps={{ danger, loading: busy }}
      cancelText={t('cancel')}
      onCancel={onCancel}
      onOk={() => form.submit()}
      destroyOnHidden
    >
      {hint && <p className="quiet">{hint}</p>}
      <Form form={form} layout="vertical" preserve={false} onFinish={({ reason }) => onConfirm(reason.trim())}>
        <Form.Item
          name="reason"
          label={t('reason')}
          rules={[{ required: true, whitespace: true, message: t('reasonNeeded') }]}
        >
          <Input autoFocus maxLength={500} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
