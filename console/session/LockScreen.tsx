import { LockOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Me, signOut, unlockScreen } from '../../domain/identity/contract.ts'
import { call } from '../api.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { useErrorText } from '../ui/errors.ts'
import { rememberMe } from './session.ts'
import './session.css'

/** SOP 000 四, R43: nobody works or reads at an unattended desk. */
export function LockScreen({ me }: { me: Me | null }) {
  const { t } = useTranslation('session')
  const textOf = useErrorText()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)

  const unlock = async ({ password }: { password: string }) => {
    setBusy(true)
    setProblem(null)
    await call(unlockScreen, { password })
      .then(rememberMe)
      .catch((error: unknown) => setProblem(textOf(error)))
    setBusy(false)
  }
  const leave = () => void call(signOut, {}).finally(() => location.assign('/'))

  return (
    <main className="sign-in" aria-label={t('lock.title')}>
      <div className="sign-in-card">
        {me ? <Avatar name={me.name} size="large" /> : <LockOutlined />}
        <h1>{me?.name ?? t('lock.title')}</h1>
        <p className="quiet">{t('lock.hint')}</p>
        <Form layout="vertical" requiredMark={false} onFinish={unlock} className="sign-in-form">
          {problem && <Alert type="error" showIcon title={problem} role="alert" />}
          <Form.Item
            name="password"
            label={t('signIn.password')}
            rules={[{ required: true, message: t('signIn.passwordNeeded') }]}
          >
            <Input.Password autoFocus autoComplete="current-password" size="large" maxLength={128} />
          </Form.Item>
          <Button type="primary" htmlType="submit" size="large" block loading={busy} autoInsertSpace={false}>
            {t('lock.unlock')}
          </Button>
        </Form>
        <Button type="link" onClick={leave}>
          {t('lock.other')}
        </Button>
      </div>
    </main>
  )
}
