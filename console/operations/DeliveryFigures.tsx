import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { deliveryFigures, deliveryResults, deliveryWays } from '../../domain/notifications/contract.ts'
import { call } from '../api.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { ErrorState, Skeletons } from '../ui/states.tsx'

/** Which ways notices took in the last 24 hours, and how it ended; of nobody in particular. */
export function DeliveryFigures() {
  const { t } = useTranslation('notifications')
  const locale = useLocale()
  const figures = useQuery({
    queryKey: ['operations', 'deliveries'],
    staleTime: 0,
    queryFn: async ({ signal }) => (await call(deliveryFigures, {}, signal)).items,
  })
  const count = (way: string, result: string) =>
    figures.data?.find((item) => item.way === way && item.result === result)?.count ?? 0
  return (
    <section className="deliveries" aria-label={t('figures.title')}>
      <h2>{t('figures.title')}</h2>
      <p className="quiet">{t('figures.hint')}</p>
      {figures.isPending && <Skeletons rows={2} />}
      {figures.isError && <ErrorState error={figures.error} retry={() => void figures.refetch()} />}
      {figures.data && (
        <table>
          <thead>
            <tr>
              <th scope="col">{t('figures.way')}</th>
              {deliveryResults.map((result) => (
                <th key={result} scope="col">
                  {t(`result.${result}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {deliveryWays.map((way) => (
              <tr key={way}>
                <th scope="row">{t(`way.${way}`)}</th>
                {deliveryResults.map((result) => (
                  <td key={result} className="figures">
                    {count(way, result).toLocaleString(locale)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </section>
  )
}
