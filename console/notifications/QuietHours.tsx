import { Input, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { NoticePreference, Quiet } from '../../domain/notifications/preferences.ts'
import { useMe } from '../session/session.ts'
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
        {quiet && (
          <Times key={`${quiet.from}${quiet.until}`} quiet={quiet} onChange={(wanted) => set({ quiet: wanted })} />
        )}
        <Switch
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
        <Switch checked={onlyOnShift} onChange={(on) => set({ onlyOnShift: on })} aria-label={t('quiet.onlyOnShift')} />
      </div>
    </>
  )
}

function Times({ quiet, onChange }: { quiet: Quiet; onChange: (quiet: Quiet) => void }) {
  const { t } = useTranslation('notifications')
  const [draft, setDraft] = useState(quiet)
  const keep = () => {
    const isWhole = draft.from !== '' && draft.until !== '' && draft.from !== draft.until
    if (!isWhole) setDraft(quiet)
    else if (draft.from !== quiet.from || draft.until !== quiet.until) onChange(draft)
  }
  const field = (name: keyof Quiet) => (
    <Input
      type="time"
      value={draft[name]}
      onChange={({ target }) => setDraft({ ...draft, [name]: target.value })}
      onBlur={keep}
      aria-label={t(`quiet.${name}`)}
      style={{ width: 120 }}
    />
  )
  return (
    <span className="notice-times">
      {field('from')}
      <span aria-hidden="true">–</span>
      {field('until')}
    </span>
  )
}
