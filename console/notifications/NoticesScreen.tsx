import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { useChangePreferences } from '../session/preferences.ts'
import { useMe } from '../session/session.ts'
import { ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { ChoiceTable } from './ChoiceTable.tsx'
import { useNoticeChoices } from './choices.ts'
import { DeliveryLog } from './DeliveryLog.tsx'
import { PushSwitch } from './PushSwitch.tsx'
import { QuietHours } from './QuietHours.tsx'
import './notices.css'

/** One place to choose how I am told, and to see what became of it. */
export function NoticesScreen() {
  const { t } = useTranslation('notifications')
  const choices = useNoticeChoices()
  return (
    <div className="page profile notice-choices">
      <PageHeader title={t('page.title')} hint={t('page.hint')} />
      {choices.isPending && <Skeletons rows={8} />}
      {choices.isError && <ErrorState error={choices.error} retry={() => void choices.refetch()} />}
      {choices.data && (
        <>
          <ThisBrowser />
          <section className="notice-part" aria-label={t('page.when')}>
            <h2>{t('page.when')}</h2>
            <QuietHours preference={choices.data} />
          </section>
          <section className="notice-part" aria-label={t('page.kinds')}>
            <h2>{t('page.kinds')}</h2>
            <p className="quiet">{t('page.kindsHint')}</p>
            <ChoiceTable preference={choices.data} />
          </section>
          <section className="notice-part" aria-label={t('log.title')}>
            <h2>{t('log.title')}</h2>
            <p className="quiet">{t('log.hint')}</p>
            <DeliveryLog />
          </section>
        </>
      )}
    </div>
  )
}

/** What stands above all kinds: whether this browser may ring at all. */
function ThisBrowser() {
  const { t } = useTranslation('notifications')
  const { preferences } = useMe()
  const change = useChangePreferences()
  return (
    <section className="notice-part" aria-label={t('page.browser')}>
      <h2>{t('page.browser')}</h2>
      <div className="notice-switch">
        <div>
          {t('page.sound')}
          <div className="quiet">{t('page.soundHint')}</div>
        </div>
        <Switch
          size="small"
          checked={preferences.sound}
          onChange={(sound) => change.mutate({ preferences: { sound } })}
          aria-label={t('page.sound')}
        />
      </div>
      <div className="notice-switch">
        <div>
          {t('push.label')}
          <div className="quiet">{t('page.desktopHint')}</div>
        </div>
        <PushSwitch
          isOn={preferences.desktopNotifications}
          onChange={(desktopNotifications) => change.mutate({ preferences: { desktopNotifications } })}
        />
      </div>
    </section>
  )
}
