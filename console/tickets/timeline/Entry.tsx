import {
  ClockCircleOutlined,
  LockOutlined,
  MessageOutlined,
  SolutionOutlined,
  TeamOutlined,
  UserOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { TimelineEntry } from '../../../domain/tickets/views.ts'
import { useCategoryName } from '../../conversations/actions/categories.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { fullTime } from '../../ui/time.ts'
import { momentText } from '../words.ts'
import { filterOf, reasonOf, sentenceOf } from './wording.ts'

const icons: Record<ReturnType<typeof filterOf>, ReactNode> = {
  customer: <MessageOutlined />,
  internal: <UserOutlined />,
  department: <TeamOutlined />,
  system: <ClockCircleOutlined />,
}

export function Entry({ entry }: { entry: TimelineEntry }) {
  const kind = filterOf(entry)
  return (
    <li className="ticket-entry" data-kind={entry.note?.kind ?? kind} data-note={entry.note !== null}>
      <span className="ticket-entry-icon" aria-hidden="true">
        {entry.note?.kind === 'internal' ? (
          <LockOutlined />
        ) : entry.note?.kind === 'process' ? (
          <SolutionOutlined />
        ) : (
          icons[kind]
        )}
      </span>
      {entry.note ? <Written entry={entry} note={entry.note} /> : <Step entry={entry} />}
    </li>
  )
}

function Who({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation('tickets')
  const { name, type, staffNo } = entry.actor
  return (
    <span className="ticket-entry-who">
      {name || t(`timeline.who.${type}`)} {staffNo && <span className="quiet figures">{staffNo}</span>}
    </span>
  )
}

function When({ at }: { at: string }) {
  const locale = useLocale()
  return (
    <time className="quiet" dateTime={at} title={fullTime(at, locale)}>
      {momentText(at, locale)}
    </time>
  )
}

function Written({ entry, note }: { entry: TimelineEntry; note: NonNullable<TimelineEntry['note']> }) {
  const { t } = useTranslation('tickets')
  return (
    <div className="ticket-note">
      <div className="ticket-entry-head">
        <strong>{t(`note.${note.kind}`)}</strong>
        <Who entry={entry} />
        {note.toldBy && <span className="quiet">{t('timeline.told', { by: t(`told.${note.toldBy}`) })}</span>}
        <When at={entry.at} />
      </div>
      <p className="ticket-words">{note.body}</p>
    </div>
  )
}

function Step({ entry }: { entry: TimelineEntry }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const categoryName = useCategoryName()
  const reason = reasonOf(entry)
  return (
    <div className="ticket-step">
      <div className="ticket-entry-head">
        <Who entry={entry} />
        <span>{sentenceOf(entry, { t, locale, categoryName })}</span>
        <When at={entry.at} />
      </div>
      {reason && <p className="ticket-reason">{t('timeline.reason', { reason })}</p>}
    </div>
  )
}
