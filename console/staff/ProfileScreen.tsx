import { useQuery } from '@tanstack/react-query'
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { endMySession, listMySessions, type SessionRecord } from '../../domain/identity/account-contract.ts'
import { call } from '../api.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { useMe } from '../session/session.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { useShowError } from '../ui/errors.ts'
import { ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import { ChangePassword } from './ChangePassword.tsx'
import { deskName } from './desk-name.ts'
import './staff.css'

/** My own account: password, and where I am signed in. */
export function ProfileScreen() {
  const { t } = useTranslation('staff')
  const me = useMe()
  return (
    <div className="page profile">
      <PageHeader title={t('profile.title')} hint={`${me.name} · ${me.staffNo} · ${me.email}`} />
      <section className="profile-part" aria-label={t('password.title')}>
        <h2>{t('password.title')}</h2>
        <ChangePassword />
      </section>
      <section className="profile-part" aria-label={t('sessions.title')}>
        <h2>{t('sessions.title')}</h2>
        <Sessions />
      </section>
      <section className="profile-part" aria-label={t('notices.title')}>
        <h2>{t('notices.title')}</h2>
        <p className="quiet">{t('notices.hint')}</p>
        <Link to="/profile/notices">{t('notices.open')}</Link>
      </section>
    </div>
  )
}

const key = ['my-sessions']

function Sessions() {
  const { t } = useTranslation('staff')
  const { message } = App.useApp()
  const showError = useShowError()
  const sessions = useQuery({
    queryKey: key,
    staleTime: 0,
    queryFn: async ({ signal }) => (await call(listMySessions, {}, signal)).items,
  })
  if (sessions.isPending) return <Skeletons rows={2} />
  if (sessions.isError) return <ErrorState error={sessions.error} retry={() => void sessions.refetch()} />
  const end = async (session: SessionRecord) => {
    try {
      await call(endMySession, { id: session.id })
      message.success(t('sessions.ended'))
    } catch (error) {
      showError(error)
    }
    await sessions.refetch()
  }
  return (
    <>
      <p className="quiet">{t('sessions.hint')}</p>
      <ul>
        {sessions.data.map((session) => (
          <SessionLine key={session.id} session={session} onEnd={() => void end(session)} />
        ))}
      </ul>
    </>
  )
}

function SessionLine({ session, onEnd }: { session: SessionRecord; onEnd: () => void }) {
  const { t } = useTranslation('staff')
  const locale = useLocale()
  const now = useEveryMinute()
  const name = deskName(session.userAgent) || t('sessions.unknown')
  return (
    <li className="profile-session">
      <div>
        <strong>{name}</strong>
        <div className="quiet">
          {t('sessions.line', { ip: session.ip, when: relativeTime(session.lastSeenAt, now, locale) })}
        </div>
      </div>
      {session.current ? (
        <StatusTag tone="accent">{t('sessions.current')}</StatusTag>
      ) : (
        <Button onClick={onEnd} aria-label={t('sessions.endOf', { name })}>
          {t('sessions.end')}
        </Button>
      )}
    </li>
  )
}
