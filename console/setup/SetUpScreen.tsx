import { useQuery } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { getSetup } from '../../domain/identity/setup-contract.ts'
import { call } from '../api.ts'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { SetUpWizard } from './SetUpWizard.tsx'
import { tokenOfAddress } from './token.ts'
import { Welcome } from './Welcome.tsx'

/** The first visit, by the one-time link that the server printed when it started. */
export function SetUpScreen() {
  const { t } = useTranslation('setup')
  const token = tokenOfAddress(useLocation().hash)
  const state = useQuery({ queryKey: ['setup'], queryFn: ({ signal }) => call(getSetup, {}, signal) })
  if (state.isPending) return <Skeletons />
  if (state.isError) return <ErrorState error={state.error} retry={() => void state.refetch()} />
  if (!state.data.needed) {
    return (
      <Welcome title={t('already.title')} hint={t('already.hint')}>
        <Button type="primary" size="large" block href="/">
          {t('link.toSignIn')}
        </Button>
      </Welcome>
    )
  }
  if (!token) {
    return (
      <Welcome title={t('title')}>
        <Alert type="info" showIcon title={t('noToken.title')} description={t('noToken.hint')} />
      </Welcome>
    )
  }
  return <SetUpWizard token={token} />
}
