import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { WallView } from '../../domain/reports/wall.ts'
import { useMe } from '../session/session.ts'
import { Countdown } from '../ui/Countdown.tsx'

type Limit = WallView['limits'][number]

/** Limits about to break, nearest first; who may read the conversation gets there by one click. */
export function LimitsPanel({ limits }: { limits: WallView['limits'] }) {
  const { t } = useTranslation('wall')
  const mayOpen = useMe().permissions['conversations.view']?.includes('group') ?? false
  return (
    <section className="panel" aria-labelledby="wall-limits">
      <h2 id="wall-limits">{t('limits.title')}</h2>
      {limits.length === 0 && <p className="quiet panel-empty">{t('limits.none')}</p>}
      <ul className="rows">
        {limits.map((limit) => (
          <li key={`${limit.conversationId} ${limit.kind}`}>
            {mayOpen ? (
              <Link className="limit" to={`/inbox/${limit.conversationId}`}>
                <LimitLine limit={limit} />
              </Link>
            ) : (
              <span className="limit">
                <LimitLine limit={limit} />
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function LimitLine({ limit: { customerName, assignee, kind, dueAt } }: { limit: Limit }) {
  const { t } = useTranslation('wall')
  return (
    <>
      <span className="grow">
        <strong className="ellipsis">{customerName}</strong>
        <span className="quiet ellipsis">
          {t(`limits.kind.${kind}`)} · {assignee ? `${assignee.name} ${assignee.staffNo}` : t('limits.nobody')}
        </span>
      </span>
      <Countdown dueAt={dueAt} label={t(`limits.kind.${kind}`)} />
    </>
  )
}
