import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'

type TextDialogProps = {
  title: string
  label: string
  okText: string
  busy: boolean
  onCancel: () => void
  onSave: (text: string) => void
}

/** Asks for one text; it stays when saving fails. */
export function TextDialog({ title, label, okText, busy, onCancel, onSave }: TextDialogProps) {
  const { t } = useTranslation('ui')
  const { t: words } = useTranslation('escalations')
  const [form] = Form.useForm<{ text: string }>()
  return (
    <Modal
      open
      title={title}
      okText={okText}
      okButtonProps={{ loading: busy }}
      cancelText={t('cancel')}
      onCancel={onCancel}
      onOk={() => form.submit()}
    >
      <Form form={form} layout="vertical" onFinish={({ text }) => onSave(text.trim())}>
        <Form.Item
          name="text"
          label={label}
          rules={[{ required: true, whitespace: true, message: words('needed', { what: label }) }]}
        >
          <Input.TextArea autoFocus autoSize={{ minRows: 3, maxRows: 10 }} maxLength={2000} showCount />
        </Form.Item>
      </Form>
    </Modal>
  )
}
