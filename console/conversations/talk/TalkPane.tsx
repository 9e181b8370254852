import { MessageOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { MessageView } from '../../../domain/conversations/views.ts'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import { Composer } from '../composer/Composer.tsx'
import { useMayDo, useOpened } from '../queries.ts'
import type { Opened } from '../state.ts'
import { Pins } from './Pins.tsx'
import { TalkHeader } from './TalkHeader.tsx'
import { Timeline } from './Timeline.tsx'
import './talk.css'

type TalkPaneProps = { id: string; onContext: () => void; isContextOpen: boolean }

export function TalkPane({ id, ...context }: TalkPaneProps) {
  const { t } = useTranslation('conversations')
  const opened = useOpened(id)
  return (
    <section className="talk-pane" aria-label={t('talk.label')}>
      {opened.data && <Talk key={id} opened={opened.data} {...context} />}
      {opened.isPending && <Skeletons rows={6} />}
      {opened.isError && !opened.data && <ErrorState error={opened.error} retry={() => void opened.refetch()} />}
    </section>
  )
}

export function NoTalk() {
  const { t } = useTranslation('conversations')
  return (
    <section className="talk-pane" aria-label={t('talk.label')}>
      <EmptyState icon={<MessageOutlined />} title={t('talk.none')} hint={t('talk.noneHint')} />
    </section>
  )
}

function Talk({ opened, onContext, isContextOpen }: { opened: Opened } & Omit<TalkPaneProps, 'id'>) {
  const may = useMayDo(opened.conversation)
  const [quote, setQuote] = useState<MessageView | null>(null)
  return (
    <>
      <TalkHeader opened={opened} may={may} onContext={onContext} isContextOpen={isContextOpen} />
      <Pins messages={opened.talk.items} />
      <Timeline opened={opened} may={may} onQuote={setQuote} />
      <Composer opened={opened} may={may} quote={quote} onQuote={setQuote} />
    </>
  )
}
