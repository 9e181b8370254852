import { Alert, Button, Form, Input, type InputRef } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { signIn } from '../../domain/identity/contract.ts'
import { call } from '../api.ts'
import { speak } from '../i18n/i18n.ts'
import { SetUpRedirect } from '../setup/SetUpRedirect.tsx'
import { useErrorText } from '../ui/errors.ts'
import { LanguageChoice } from './LanguageChoice.tsx'
import { rememberMe } from './session.ts'
import './session.css'

type Fields = { email: string; password: string }

export function SignIn({ again = false }: { again?: boolean }) {
  const { t } = useTranslation('session')
  const textOf = useErrorText()
  const [form] = Form.useForm<Fields>()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const password = useRef<InputRef>(null)

  const submit = async (fields: Fields) => {
    setBusy(true)
    setProblem(null)
    try {
      const me = await call(signIn, { email: fields.email.trim(), password: fields.password })
      await speak(me.locale)
      rememberMe(me)
    } catch (error) {
      setProblem(textOf(error))
      password.current?.focus({ cursor: 'all' })
    } finally {
      setBusy(false)
    }
  }

  return (
    <main className="sign-in">
      {!again && <SetUpRedirect />}
      <div className="sign-in-card">
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1>{t('signIn.title')}</h1>
        <p className="quiet">{again ? t('signIn.again') : t('signIn.hint')}</p>
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit} className="sign-in-form">
          {problem && <Alert type="error" showIcon title={problem} role="alert" />}
          <Form.Item
            name="email"
            label={t('signIn.email')}
            rules={[{ required: true, message: t('signIn.emailNeeded') }]}
          >
            <Input type="email" autoComplete="username" autoFocus size="large" maxLength={254} />
          </Form.Item>
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
          >
            <Input.Password ref={password} autoComplete="current-password" size="large" maxLength={128} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={busy} autoInsertSpace={false}>
            {t('signIn.submit')}
          </Button>
        </Form>
        <p className="quiet sign-in-help">{t('signIn.forgotten')}</p>
      </div>
      <LanguageChoice />
    </main>
  )
}
