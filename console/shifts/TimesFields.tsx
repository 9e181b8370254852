import { useTranslation } from 'react-i18next'
import type { Times } from '../../domain/shifts/times.ts'
import { TimeInput } from '../ui/TimeInput.tsx'

type Props = { times: Times; name: string; onChange: (times: Times) => void }

/** From and until; until at or before from is on the next day, and says so. */
export function TimesFields({ times, name, onChange }: Props) {
  const { t } = useTranslation('shifts')
  const { from, until } = times
  return (
    <span className="shifts-times">
      <TimeInput
        value={from}
        label={t('field.from', { name })}
        onChange={(value) => onChange({ ...times, from: value })}
      />
      <span aria-hidden="true">–</span>
      <TimeInput
        value={until}
        label={t('field.until', { name })}
        onChange={(value) => onChange({ ...times, until: value })}
      />
      <span className="quiet shifts-next">{until !== '' && from !== '' && until <= from && t('nextDay')}</span>
    </span>
  )
}
