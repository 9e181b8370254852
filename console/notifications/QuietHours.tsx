import { Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NoticePreference, Quiet } from '../../domain/notifications/preferences.ts'
import { useMe } from '../session/session.ts'
import { TimeInput } from '../ui/TimeInput.tsx'
import { useChoose } from './choices.ts'

const usual: Quiet = { from: '22:00', until: '07:00' }

/** When nothing rings: at night, and outside the shift. */
export function QuietHours({ preference }: { preference: NoticePreference }) {
  const { t } = useTranslation('notifications')
  const { centre } = useMe()
  const choose = useChoose()
  const { quiet, onlyOnShift } = preference
  const set = (change: Partial<NoticePreference>) => choose.mutate({ ...preference, ...change })
  return (
    <>
      <div className="notice-switch">
        <div>
          {t('quiet.title')}
          <div className="quiet">{t('quiet.hint', { zone: centre.timeZone })}</div>
        </div>
        {quiet && <Times quiet={quiet} onChange={(wanted) => set({ quiet: wanted })} />}
        <Switch
          size="small"
          checked={quiet !== null}
          onChange={(on) => set({ quiet: on ? usual : null })}
          aria-label={t('quiet.title')}
        />
      </div>
      <div className="notice-switch">
        <div>
          {t('quiet.onlyOnShift')}
          <div className="quiet">{t('quiet.onlyOnShiftHint')}</div>
        </div>
        <Switch
          size="small"
          checked={onlyOnShift}
          onChange={(on) => set({ onlyOnShift: on })}
          aria-label={t('quiet.onlyOnShift')}
        />
      </div>
    </>
  )
}

function Times({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  const { t } = useTranslation('notifications')
  const keep = (change: Partial<Quiet>) => {
    const wanted = { ...quiet, ...change }
    if (wanted.from !== '' && wanted.until !== '' && wanted.from !== wanted.until) onChange(wanted)
  }
  return (
    <span className="notice-times">
      <TimeInput value={quiet.from} label={t('quiet.from')} onChange={(from) => keep({ from })} />
      <span aria-hidden="true">–</span>
      <TimeInput value={quiet.until} label={t('quiet.until')} onChange={(until) => keep({ until })} />
    </span>
  )
}
