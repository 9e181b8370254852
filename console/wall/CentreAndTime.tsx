import { useLocale } from '../i18n/useLocale.ts'
import { useMe } from '../session/session.ts'
import { clockTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'

/** What a television in the hall says above the figures. */
export function CentreAndTime() {
  const { centre } = useMe()
  const locale = useLocale()
  const minute = useEveryMinute()
  return (
    <>
      {centre.name} <time>{clockTime(new Date(minute).toISOString(), locale)}</time>
    </>
  )
}
