import { useQuery } from '@tanstack/react-query'
import { Alert, Button, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { lookAtPasswordLink, usePasswordLink } from '../../domain/identity/account-contract.ts'
import { call } from '../api.ts'
import { useErrorText } from '../ui/errors.ts'
import { Skeletons } from '../ui/states.tsx'
import { NewPasswordFields } from './NewPasswordFields.tsx'
import { tokenOfAddress } from './token.ts'
import { Welcome } from './Welcome.tsx'

/** Where an administrator's one-time link leads: the person chooses a password. */
export function SetPasswordScreen() {
  const { t } = useTranslation('setup')
  const textOf = useErrorText()
  const token = tokenOfAddress(useLocation().hash)
  const [isDone, setDone] = useState(false)
  const link = useQuery({
    queryKey: ['password-link', token],
    enabled: token !== null,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: ({ signal }) => call(lookAtPasswordLink, { token: token ?? '' }, signal),
  })
  if (token === null || link.isError) {
    return (
      <Welcome title={t('link.title')}>
        <Alert
          type="error"
          showIcon
          title={token ? textOf(link.error) : t('link.incomplete')}
          description={t('link.askAgain')}
        />
      </Welcome>
    )
  }
  if (link.isPending) return <Skeletons />
  if (isDone) {
    return (
      <Welcome title={t('link.doneTitle')} hint={t('link.doneHint')}>
        <Button type="primary" size="large" block href="/">
          {t('link.toSignIn')}
        </Button>
      </Welcome>
    )
  }
  const { name, email, centre } = link.data
  return (
    <Welcome title={t('link.title')} hint={t('link.hint', { name, centre })}>
      <ChoosePassword token={token} person={{ name, email, staffNo: '' }} onDone={() => setDone(true)} />
    </Welcome>
  )
}

type ChooseProps = { token: string; person: { name: string; email: string; staffNo: string }; onDone: () => void }

function ChoosePassword({ token, person, onDone }: ChooseProps) {
  const { t } = useTranslation('setup')
  const textOf = useErrorText()
  const [problem, setProblem] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const submit = async ({ password }: { password: string }) => {
    setBusy(true)
    setProblem(null)
    try {
      await call(usePasswordLink, { token, password })
      onDone()
    } catch (error) {
      setProblem(textOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form name="new-password" layout="vertical" requiredMark={false} onFinish={(values) => void submit(values)}>
      {problem && <Alert className="staff-problem" type="error" showIcon title={problem} role="alert" />}
      <input type="hidden" autoComplete="username" value={person.email} readOnly />
      <NewPasswordFields person={person} />
      <Button type="primary" htmlType="submit" size="large" block loading={busy}>
        {t('link.submit')}
      </Button>
    </Form>
  )
}
