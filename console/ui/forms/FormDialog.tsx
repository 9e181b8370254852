import { Alert, Form, type FormInstance, Modal } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

type FormDialogProps<F> = {
  title: string
  okText: string
  hint?: string
  /** What cannot be undone, in plain words. */
  warning?: string
  danger?: boolean
  busy: boolean
  width?: number
  form?: FormInstance<F>
  initialValues?: Partial<F>
  onClose: () => void
  onSubmit: (fields: F) => void
  onValuesChange?: (changed: Partial<F>) => void
  children?: ReactNode
}

/** Asks what a step needs. The caller closes it when the step was taken; a refusal leaves everything as it was typed. */
export function FormDialog<F extends object>(props: FormDialogProps<F>) {
  const { t } = useTranslation('ui')
  const [own] = Form.useForm<F>()
  const form = props.form ?? own
  return (
    <Modal
      open
      title={props.title}
      okText={props.okText}
      okButtonProps={{ danger: props.danger }}
      cancelText={t('cancel')}
      confirmLoading={props.busy}
      mask={{ closable: false }}
      width={props.width}
      onOk={() => form.submit()}
      onCancel={props.onClose}
    >
      {props.warning && <Alert type="warning" showIcon title={props.warning} className="dialog-hint" />}
      {props.hint && <p className="quiet dialog-hint">{props.hint}</p>}
      <Form<F>
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={props.initialValues}
        onFinish={props.onSubmit}
        onValuesChange={props.onValuesChange}
      >
        {props.children}
      </Form>
    </Modal>
  )
}
