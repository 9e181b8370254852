import { Alert, Button, Form, Steps } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setUp } from '../../domain/identity/setup-contract.ts'
import { ApiError, call } from '../api.ts'
import { currentLocale } from '../i18n/i18n.ts'
import { useErrorText } from '../ui/errors.ts'
import { AdministratorStep, CentreStep, StartStep } from './steps.tsx'
import { Welcome } from './Welcome.tsx'

export type SetUpValues = {
  centreName: string
  timeZone: string
  name: string
  email: string
  staffNo: string
  servesCustomers: boolean
  password: string
  again: string
  start: 'empty' | 'demo'
}

const steps = [
  { key: 'centre', fields: ['centreName', 'timeZone'] },
  { key: 'administrator', fields: ['name', 'email', 'staffNo', 'password', 'again'] },
  { key: 'start', fields: ['start'] },
] as const

/** Three short pages; the language chosen below them becomes the centre's. */
export function SetUpWizard({ token }: { token: string }) {
  const { t } = useTranslation('setup')
  const textOf = useErrorText()
  const [form] = Form.useForm<SetUpValues>()
  const [at, setAt] = useState(0)
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const isLast = at === steps.length - 1

  const refuse = (error: unknown) => {
    setProblem(textOf(error))
    const isAboutPassword = error instanceof ApiError && error.code.startsWith('password_')
    if (isAboutPassword) setAt(1)
  }
  const finish = async () => {
    setBusy(true)
    setProblem(null)
    try {
      await call(setUp, wanted(token, form.getFieldsValue(true)))
      location.assign('/staff')
    } catch (error) {
      refuse(error)
      setBusy(false)
    }
  }
  const next = async () => {
    const isRight = await form.validateFields([...(steps[at]?.fields ?? [])]).then(
      () => true,
      () => false,
    )
    if (!isRight) return
    if (isLast) await finish()
    else setAt(at + 1)
  }
  return (
    <Welcome title={t('title')} hint={t('hint')} wide>
      <Steps
        size="small"
        responsive={false}
        current={at}
        items={steps.map(({ key }) => ({ title: t(`step.${key}`) }))}
      />
      {problem && <Alert type="error" showIcon title={problem} role="alert" />}
      <Form
        name="set-up"
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ timeZone: ownTimeZone(), staffNo: '0001', servesCustomers: true, start: 'empty' }}
        onFinish={() => void next()}
      >
        <Page shown={at === 0}>
          <CentreStep />
        </Page>
        <Page shown={at === 1}>
          <AdministratorStep />
        </Page>
        <Page shown={at === 2}>
          <StartStep />
        </Page>
        <div className="welcome-foot">
          {at > 0 && (
            <Button size="large" disabled={busy} onClick={() => setAt(at - 1)}>
              {t('back')}
            </Button>
          )}
          <Button type="primary" size="large" loading={busy} onClick={() => void next()}>
            {isLast ? t('finish') : t('next')}
          </Button>
        </div>
      </Form>
    </Welcome>
  )
}

/** Kept while hidden, so that going back loses nothing. */
function Page({ shown, children }: { shown: boolean; children: ReactNode }) {
  return <div hidden={!shown}>{children}</div>
}

function wanted(token: string, values: SetUpValues) {
  const { centreName, timeZone, start, name, email, staffNo, servesCustomers, password } = values
  return {
    token,
    centre: { name: centreName.trim(), locale: currentLocale(), timeZone },
    administrator: { name: name.trim(), email: email.trim(), staffNo: staffNo.trim(), servesCustomers, password },
    start,
  }
}

const ownTimeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone
