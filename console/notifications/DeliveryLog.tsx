import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { myDeliveries } from '../../domain/notifications/contract.ts'
import { call } from '../api.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { fullTime } from '../ui/time.ts'

/** What became of my newest notices: which way each took, and whether it arrived. */
export function DeliveryLog() {
  const { t } = useTranslation('notifications')
  const locale = useLocale()
  const log = useQuery({
    queryKey: ['my-notice-deliveries'],
    staleTime: 0,
    queryFn: async ({ signal }) => (await call(myDeliveries, {}, signal)).items,
  })
  if (log.isPending) return <Skeletons rows={3} />
  if (log.isError) return <ErrorState error={log.error} retry={() => void log.refetch()} />
  if (log.data.length === 0) return <p className="quiet">{t('none')}</p>
  return (
    <ul className="notice-log">
      {log.data.map(({ noticeId, kind, way, result, at }) => (
        <li key={`${noticeId} ${way} ${result} ${at}`}>
          <span className="grow">{t(`title.${kind}`)}</span>
          <span>{t('log.line', { way: t(`way.${way}`), result: t(`result.${result}`) })}</span>
          <time className="quiet" dateTime={at}>
            {fullTime(at, locale)}
          </time>
        </li>
      ))}
    </ul>
  )
}
