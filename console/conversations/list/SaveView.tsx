import { useMutation } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { createView, deleteView } from '../../../domain/conversations/contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'
import type { Filter } from '../lists.ts'
import { viewsKey } from '../queries.ts'

const reload = () => queryClient.invalidateQueries({ queryKey: viewsKey })

export function SaveView({ filter, onClose }: { filter: Filter; onClose: () => void }) {
  const { t } = useTranslation('conversations')
  const showError = useShowError()
  const [form] = Form.useForm<{ name: string; shared?: boolean }>()
  const save = useMutation({
    mutationFn: (fields: { name: string; shared?: boolean }) =>
      call(createView, { name: fields.name, shared: fields.shared ?? false, filter }),
    onSuccess: () => {
      void reload()
      onClose()
    },
    onError: showError,
  })
  return (
    <Modal
      open
      title={t('view.save')}
      okText={t('view.ok')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form form={form} layout="vertical" onFinish={(fields) => save.mutate(fields)}>
        <Form.Item
          name="name"
          label={t('view.name')}
          rules={[{ required: true, whitespace: true, message: t('view.nameNeeded') }]}
        >
          <Input autoFocus maxLength={60} />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>{t('view.shared')}</Checkbox>
        </Form.Item>
      </Form>
    </Modal>
  )
}

export function ForgetView({ view, onForgotten }: { view: { id: string; name: string }; onForgotten: () => void }) {
  const { t } = useTranslation('conversations')
  const showError = useShowError()
  const forget = () =>
    void call(deleteView, { id: view.id }).then(() => {
      void reload()
      onForgotten()
    }, showError)
  return (
    <button type="button" className="bare text-button" onClick={forget}>
      {t('view.forget')}
    </button>
  )
}
