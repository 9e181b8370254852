import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type ExplanationView, readExplanation } from '../../domain/escalations/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { WorkList } from '../ui/lists/WorkList.tsx'
import { fullTime } from '../ui/time.ts'
import { ExplainDialog } from './ExplainDialog.tsx'
import { byOwner } from './owners.ts'
import { useEscalationAct, useExplanations } from './queries.ts'

/** Who is overdue and why: owed ones nearest to their hour first, then those to read. */
export function ExplanationList({ state }: { state: 'owed' | 'unread' }) {
  const { t } = useTranslation('escalations')
  return (
    <WorkList list={useExplanations({ state })} empty={{ title: t(`none.${state}`), hint: t(`noneHint.${state}`) }}>
      {(items) => (
        <>
          <Owners items={items} tone={state === 'owed' ? 'due' : 'normal'} />
          <ul className="work-list">
            {items.map((explanation) => (
              <ExplanationCard key={explanation.id} explanation={explanation} />
            ))}
          </ul>
        </>
      )}
    </WorkList>
  )
}

function Owners({ items, tone }: { items: readonly ExplanationView[]; tone: string }) {
  const owners = byOwner(items)
  if (owners.length < 2) return null
  return (
    <p className="work-owners">
      {owners.map(({ id, name, total }) => (
        <span key={id} className="chip" data-tone={tone}>
          {name} {total}
        </span>
      ))}
    </p>
  )
}

function ExplanationCard({ explanation }: { explanation: ExplanationView }) {
  const { t } = useTranslation('escalations')
  const locale = useLocale()
  const [isWriting, setWriting] = useState(false)
  const read = useEscalationAct(readExplanation)
  const { ticket, owner, clockKind, writtenAt, dueAt, may } = explanation
  return (
    <li className="work-card">
      <header>
        <StatusTag tone="breached">{t(`limit.${clockKind ?? 'resolution'}`)}</StatusTag>
        <Link className="grow ellipsis" to={`/tickets/${ticket.id}`}>
          <strong>{ticket.no}</strong> {ticket.subject}
        </Link>
        {!writtenAt && <Countdown dueAt={dueAt} label={t('explainBy')} soonSeconds={600} />}
        {writtenAt && writtenAt > dueAt && <StatusTag tone="due">{t('late')}</StatusTag>}
      </header>
      <dl>
        <dt>{t('owner')}</dt>
        <dd>
          {owner.name} {owner.staffNo}
        </dd>
        {writtenAt && (
          <>
            <dt>{t('causeLabel')}</dt>
            <dd className="words">{explanation.cause}</dd>
            <dt>{t('planLabel')}</dt>
            <dd className="words">{explanation.plan}</dd>
            <dt>{t('catchUpLabel')}</dt>
            <dd>{explanation.catchUpAt && fullTime(explanation.catchUpAt, locale)}</dd>
            <dt>{t('customer')}</dt>
            <dd>{t(explanation.toldCustomer ? 'told' : 'notTold')}</dd>
          </>
        )}
      </dl>
      {(may.write || may.read) && (
        <footer>
          {may.write && (
            <Button type="primary" onClick={() => setWriting(true)}>
              {t('explain')}
            </Button>
          )}
          {may.read && (
            <Button type="primary" loading={read.isPending} onClick={() => read.mutate({ id: explanation.id })}>
              {t('markRead')}
            </Button>
          )}
        </footer>
      )}
      {isWriting && <ExplainDialog explanation={explanation} onClose={() => setWriting(false)} />}
    </li>
  )
}
