import { ReloadOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { getHealth, type HealthView } from '../../domain/operations/contract.ts'
import type { HealthState } from '../../domain/operations/health.ts'
import { call } from '../api.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { fullTime } from '../ui/time.ts'
import { DeliveryFigures } from './DeliveryFigures.tsx'
import { figureTexts } from './figures.ts'
import './operations.css'

type Item = HealthView['items'][number]
const tones: Record<HealthState, Tone> = { ok: 'resolved', attention: 'due', broken: 'breached' }
const refreshMs = 30_000

/** What an administrator looks at first: each part of the system with its state and what to do. */
export function HealthScreen() {
  const { t } = useTranslation('operations')
  const locale = useLocale()
  const health = useQuery({
    queryKey: ['operations', 'health'],
    queryFn: ({ signal }) => call(getHealth, {}, signal),
    refetchInterval: refreshMs,
    staleTime: 0,
  })
  return (
    <div className="page health">
      <PageHeader
        title={t('title')}
        hint={health.data ? t('asOf', { time: fullTime(health.data.at, locale) }) : t('hint')}
        actions={
          <Button icon={<ReloadOutlined />} loading={health.isFetching} onClick={() => void health.refetch()}>
            {t('refresh')}
          </Button>
        }
      />
      {health.isPending && <Skeletons rows={8} />}
      {health.isError && <ErrorState error={health.error} retry={() => void health.refetch()} />}
      {health.data && !health.isError && <Parts health={health.data} />}
      <DeliveryFigures />
    </div>
  )
}

function Parts({ health: { state, items } }: { health: HealthView }) {
  const { t } = useTranslation('operations')
  return (
    <>
      <p className="health-sum" role="status">
        <StatusTag tone={tones[state]}>{t(`sum.${state}`)}</StatusTag>
      </p>
      <ul className="health-parts">
        {items.map((item) => (
          <Part key={item.key} item={item} />
        ))}
      </ul>
    </>
  )
}

function Part({ item: { key, state, figures } }: { item: Item }) {
  const { t } = useTranslation('operations')
  const locale = useLocale()
  const isNever = key === 'backup' && figures.ageSeconds === null
  return (
    <li className="health-part" data-state={state}>
      <h2>{t(`part.${key}.name`)}</h2>
      <StatusTag tone={tones[state]}>{t(`state.${state}`)}</StatusTag>
      <p className="figures">{isNever ? t('never') : t(`part.${key}.says`, figureTexts(figures, locale))}</p>
      {state !== 'ok' && <p className="health-todo">{t(`part.${key}.todo`)}</p>}
    </li>
  )
}
