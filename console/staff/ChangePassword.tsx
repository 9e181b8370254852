import { Alert, App, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { changePassword } from '../../domain/identity/account-contract.ts'
import { call } from '../api.ts'
import { useMe } from '../session/session.ts'
import { NewPasswordFields } from '../setup/NewPasswordFields.tsx'
import { useErrorText } from '../ui/errors.ts'

type Values = { current: string; password: string }

export function ChangePassword() {
  const { t } = useTranslation('staff')
  const { message } = App.useApp()
  const textOf = useErrorText()
  const me = useMe()
  const [form] = Form.useForm<Values>()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const submit = async ({ current, password }: Values) => {
    setBusy(true)
    setProblem(null)
    try {
      await call(changePassword, { current, next: password })
      form.resetFields()
      message.success(t('password.changed'))
    } catch (error) {
      setProblem(textOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form
      name="my-password"
      form={form}
      layout="vertical"
      requiredMark={false}
      onFinish={(values) => void submit(values)}
    >
      {problem && <Alert className="staff-problem" type="error" showIcon title={problem} role="alert" />}
      <input type="hidden" autoComplete="username" value={me.email} readOnly />
      <Form.Item name="current" label={t('password.current')} rules={[{ required: true, message: t('needed') }]}>
        <Input.Password autoComplete="current-password" maxLength={128} />
      </Form.Item>
      <NewPasswordFields person={me} replaces />
      <Button type="primary" htmlType="submit" loading={busy}>
        {t('password.change')}
      </Button>
    </Form>
  )
}
