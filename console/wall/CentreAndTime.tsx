import { useLocale } from '../i18n/useLocale.ts'
import { useMe } from '../session/session.ts'
import { useEveryMinute } from '../ui/useNow.ts'

/** What a television in the hall says above the figures. */
export function CentreAndTime() {
  const { centre } = useMe()
  const locale = useLocale()
  const minute = useEveryMinute()
  // The day of the figures begins at the centre's midnight, wherever the television hangs.
  const time = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: centre.timeZone,
  })
  return (
    <>
      {centre.name} <time>{time.format(minute - 60_000)}</time>
    </>
  )
}
