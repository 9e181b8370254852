import { ArrowDownOutlined } from '@ant-design/icons'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { dayText } from '../../ui/time.ts'
import { useEveryMinute } from '../../ui/useNow.ts'
import type { May } from '../facts.ts'
import { useUnsent } from '../outbox.ts'
import { useReading } from '../reading/useReading.ts'
import type { Opened } from '../state.ts'
import { type Entry, entriesOf, firstUnread, mergedByTime } from './entries.ts'
import { Said } from './Said.tsx'
import { SystemLine } from './SystemLine.tsx'
import { Typing } from './Typing.tsx'
import { UnsentBubble } from './UnsentBubble.tsx'

type TimelineProps = { opened: Opened; may: May; onQuote: (message: MessageView) => void }

export function Timeline({ opened, may, onQuote }: TimelineProps) {
  const { t } = useTranslation('conversations')
  const { conversation, talk, notes } = opened
  const unsent = useUnsent(conversation.id)
  // The line stays where it was when the conversation was opened; reading must not move it.
  const [unreadFrom] = useState(() => firstUnread(talk.items, conversation.agentMarks.read))
  const merged = useMemo(() => mergedByTime(talk.items, notes.items), [talk.items, notes.items])
  const entries = useMemo(() => entriesOf(merged, unreadFrom, unsent), [merged, unreadFrom, unsent])
  const { scroll, earlier } = useReading(opened, may, { firstId: merged[0]?.id, lastId: merged.at(-1)?.id, unsent })
  return (
    <div className="timeline-frame">
      <div className="timeline" ref={scroll.ref} onScroll={scroll.onScroll} role="log" aria-label={t('talk.messages')}>
        <div ref={earlier.sentinel} className="timeline-top quiet">
          {earlier.isLoading ? t('talk.loadingEarlier') : ''}
        </div>
        {entries.map((entry) => (
          <EntryLine key={entry.key} entry={entry} opened={opened} may={may} onQuote={onQuote} />
        ))}
        <Typing opened={opened} />
      </div>
      {!scroll.isAtEnd && (
        <button type="button" className="bare to-latest" onClick={scroll.toEnd}>
          <ArrowDownOutlined /> {t('talk.toLatest')}
        </button>
      )}
    </div>
  )
}

function EntryLine({ entry, opened, may, onQuote }: TimelineProps & { entry: Entry }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const now = useEveryMinute()
  if (entry.type === 'day') return <h3 className="day-line">{dayText(entry.at, now, locale)}</h3>
  if (entry.type === 'unread') {
    return (
      <div className="unread-line">
        <span>{t('talk.unreadLine')}</span>
      </div>
    )
  }
  if (entry.type === 'system') return <SystemLine message={entry.message} />
  if (entry.type === 'unsent') return <UnsentBubble message={entry.message} />
  return <Said messages={entry.messages} conversation={opened.conversation} may={may} onQuote={onQuote} />
}
