import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SatisfactionView } from '../../domain/reports/contract.ts'
import type { Grain } from '../../domain/reports/satisfaction.ts'
import { now } from '../clock.ts'
import { useMe } from '../session/session.ts'
import { EmptyState, ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { Breakdown } from './Breakdown.tsx'
import { Distribution } from './Distribution.tsx'
import { Figures } from './Figures.tsx'
import { OverTime } from './OverTime.tsx'
import { PeriodBar } from './PeriodBar.tsx'
import { fittingGrain, periodOf, todayIn } from './period.ts'
import { type Period, useSatisfaction } from './queries.ts'
import './satisfaction.css'

/** How satisfied customers were in a period (R52, metrics 3.2), as far as the reader may look. */
export function SatisfactionScreen() {
  const { t } = useTranslation('satisfaction')
  const { centre } = useMe()
  const today = todayIn(centre.timeZone, now())
  const [period, setPeriod] = useState<Period>(() => periodOf('30', today))
  const [grain, setGrain] = useState<Grain>('day')
  const report = useSatisfaction(period, grain)
  const choose = (next: Period) => {
    setPeriod(next)
    setGrain(fittingGrain(next))
  }
  return (
    <div className="page satisfaction">
      <PageHeader title={t('title')} hint={t('hint')} />
      <PeriodBar period={period} today={today} grain={grain} onPeriod={choose} onGrain={setGrain} />
      {report.isPending && <Skeletons rows={6} />}
      {report.isError && !report.data && <ErrorState error={report.error} retry={() => void report.refetch()} />}
      {report.data && <Report view={report.data} grain={grain} />}
    </div>
  )
}

function Report({ view, grain }: { view: SatisfactionView; grain: Grain }) {
  const { t } = useTranslation('satisfaction')
  if (view.total.invited === 0 && view.total.answered === 0)
    return <EmptyState title={t('none')} hint={t('noneHint')} />
  return (
    <>
      <Figures view={view} />
      <div className="satisfaction-panels">
        <OverTime view={view} grain={grain} />
        <Distribution scores={view.scores} />
      </div>
      <Breakdown view={view} grain={grain} />
    </>
  )
}
