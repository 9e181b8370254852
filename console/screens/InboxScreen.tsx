import { App } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams } from 'react-router'
import { ContextPane } from '../conversations/context/ContextPane.tsx'
import { ListPane } from '../conversations/list/ListPane.tsx'
import type { Filter } from '../conversations/lists.ts'
import { NoTalk, TalkPane } from '../conversations/talk/TalkPane.tsx'
import { onFrame } from '../live.ts'
import { settleNoticesOf, useNotices } from '../notifications/notices.ts'
import { useMay, useMe } from '../session/session.ts'
import { useNarrow, usePhone } from '../ui/useMedia.ts'
import './inbox.css'

const contextKey = 'shouwen.context'

/** Three panes; on a phone one page at a time. */
export function InboxScreen() {
  const { id } = useParams()
  const takes = useMay('conversations.take')
  const [filter, setFilter] = useState<Filter>({ list: takes ? 'mine' : 'all' })
  const isPhone = usePhone()
  const isNarrow = useNarrow()
  const [hasContext, setContext] = useState(() => !isNarrow && localStorage.getItem(contextKey) !== 'off')
  useTitle()
  useLeaveGone(id)
  useSettledNotices(id)
  const toggle = () => {
    localStorage.setItem(contextKey, hasContext ? 'off' : 'on')
    setContext(!hasContext)
  }
  const showsContext = id !== undefined && hasContext
  return (
    <div className="inbox" data-open={id !== undefined} data-context={showsContext}>
      {!(isPhone && id) && <ListPane filter={filter} onFilter={setFilter} openId={id} />}
      {id && !(isPhone && showsContext) && <TalkPane id={id} onContext={toggle} isContextOpen={showsContext} />}
      {!id && !isPhone && <NoTalk />}
      {showsContext && <ContextPane key={id} id={id} onClose={toggle} />}
    </div>
  )
}

function useTitle(): void {
  const { t } = useTranslation('shell')
  const { centre } = useMe()
  useEffect(() => {
    document.title = `${t('rail.conversations')} · ${centre.name}`
  }, [t, centre.name])
}

function useSettledNotices(id: string | undefined): void {
  const { data } = useNotices()
  useEffect(() => {
    if (id && data && document.visibilityState === 'visible') void settleNoticesOf(id)
  }, [id, data])
}

/** The open conversation left this person's sight: say so instead of showing a page that no longer answers. */
function useLeaveGone(id: string | undefined): void {
  const { t } = useTranslation('conversations')
  const { message } = App.useApp()
  const navigate = useNavigate()
  useEffect(
    () =>
      onFrame('gone', ({ conversation }) => {
        if (conversation !== id) return
        message.info(t('talk.gone'))
        void navigate('/inbox')
      }),
    [id, t, message, navigate],
  )
}
