import { HourglassOutlined } from '@ant-design/icons'
import { now } from '../../clock.ts'
import { secondsText } from '../../ui/time.ts'
import { useEverySecond } from '../../ui/useNow.ts'

/** How long a customer has been waiting, counted up. */
export function Waited({ since, label }: { since: string; label: string }) {
  useEverySecond()
  const seconds = Math.max(0, Math.floor((now() - Date.parse(since)) / 1000))
  return (
    <span className="chip" data-tone="due" title={label}>
      <HourglassOutlined />
      <span className="visually-hidden">{label}</span>
      {secondsText(seconds)}
    </span>
  )
}
