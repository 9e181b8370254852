import { Checkbox, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TicketFilter, TicketSavedView } from '../../../domain/tickets/lists/list-contract.ts'
import { useForgetView, useSaveView } from './views.ts'

type Fields = { name: string; shared?: boolean }

export function SaveView({ filter, onClose }: { filter: TicketFilter; onClose: () => void }) {
  const { t } = useTranslation('tickets')
  const [form] = Form.useForm<Fields>()
  const save = useSaveView(onClose)
  return (
    <Modal
      open
      title={t('view.save')}
      okText={t('view.ok')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        onFinish={({ name, shared }) => save.mutate({ name, shared: shared ?? false, filter, columns: null })}
      >
        <Form.Item
          name="name"
          label={t('view.name')}
          rules={[{ required: true, whitespace: true, message: t('view.nameNeeded') }]}
        >
          <Input autoFocus maxLength={40} />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>{t('view.shared')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function ForgetView({ view, onForgotten }: { view: TicketSavedView; onForgotten: () => void }) {
  const { t } = useTranslation('tickets')
  const forget = useForgetView(onForgotten)
  return (
    <button type="button" className="bare text-button" disabled={forget.isPending} onClick={() => forget.mutate(view)}>
      {t('view.forget')}
    </button>
  )
}
