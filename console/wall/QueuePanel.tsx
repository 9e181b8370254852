import { useTranslation } from 'react-i18next'
import { metrics } from '../../domain/reports/metrics.ts'
import type { WallView } from '../../domain/reports/wall.ts'
import { now } from '../clock.ts'
import { secondsText } from '../ui/time.ts'
import { useEverySecond } from '../ui/useNow.ts'
import { totalWaiting } from './wall-state.ts'

export function QueuePanel({ queue, open }: { queue: WallView['queue']; open: WallView['open'] }) {
  const { t } = useTranslation('wall')
  const total = totalWaiting(queue)
  const waiting = queue.filter(({ length }) => length > 0)
  return (
    <section className="panel" aria-labelledby="wall-queue">
      <h2 id="wall-queue">{t('queue.title')}</h2>
      <dl className="queue-sum figures">
        <div>
          <dt>{t('queue.length')}</dt>
          <dd>{total.length}</dd>
        </div>
        <div>
          <dt>{t('queue.longest')}</dt>
          <dd>{total.since ? <Wait since={total.since} /> : '—'}</dd>
        </div>
      </dl>
      {waiting.length === 0 && <p className="quiet panel-empty">{t('queue.none')}</p>}
      <ul className="rows">
        {waiting.map(({ groupId, groupName, length, longestWaitSince }) => (
          <li key={groupId}>
            <span className="grow ellipsis">{groupName}</span>
            <span className="figures">{t('queue.count', { count: length })}</span>
            {longestWaitSince && <Wait since={longestWaitSince} />}
          </li>
        ))}
      </ul>
      <dl className="open-sum figures">
        {(['active', 'waiting', 'handledToday', 'ticketsCreated', 'ticketsResolved'] as const).map((key) => (
          <div key={key}>
            <dt>{t(`open.${key}`)}</dt>
            <dd>{open[key]}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

/** Counts up; amber once it is longer than the answer time the centre aims at. */
function Wait({ since }: { since: string }) {
  useEverySecond()
  const seconds = Math.max(0, Math.floor((now() - Date.parse(since)) / 1000))
  const isLong = seconds > (metrics.asa.target ?? Number.POSITIVE_INFINITY)
  return (
    <time className="wait" data-tone={isLong ? 'due' : 'normal'} dateTime={`PT${seconds}S`}>
      {secondsText(seconds)}
    </time>
  )
}
