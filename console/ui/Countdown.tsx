import { ClockCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { now } from '../clock.ts'
import { secondsText } from './time.ts'
import { useEverySecond } from './useNow.ts'

type CountdownProps = { dueAt: string; label: string; soonSeconds?: number }

/** A running limit where the work is: ink while there is time, amber when due soon, red with a minus sign when passed. */
export function Countdown({ dueAt, label, soonSeconds = 15 }: CountdownProps) {
  const { t } = useTranslation('ui')
  useEverySecond()
  const left = Math.ceil((Date.parse(dueAt) - now()) / 1000)
  const tone = left < 0 ? 'breached' : left <= soonSeconds ? 'due' : 'normal'
  const spoken = left < 0 ? t('countdown.late', { label }) : t('countdown.left', { label })
  return (
    <span className="chip countdown" data-tone={tone} title={spoken}>
      {left < 0 ? <WarningOutlined /> : <ClockCircleOutlined />}
      <span className="visually-hidden">{spoken}</span>
      {secondsText(left)}
    </span>
  )
}
