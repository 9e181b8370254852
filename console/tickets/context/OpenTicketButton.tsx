import { FileAddOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { openedNow } from '../../conversations/cache.ts'
import { useMay } from '../../session/session.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import { usePhone } from '../../ui/useMedia.ts'
import { CreateDrawer } from '../create/CreateDrawer.tsx'
import { carriedFrom, type Source } from '../create/from-conversation.ts'
import '../tickets.css'

/** From a conversation to a ticket in two presses: open, create. */
export function OpenTicketButton({ conversation }: { conversation: ConversationView }) {
  const { t } = useTranslation('tickets')
  const isPhone = usePhone()
  const may = useMay('tickets.create') && conversation.state !== 'queued'
  const [source, setSource] = useState<Source | null>(null)
  const open = () => {
    const opened = openedNow(conversation.id)
    if (may && opened) setSource({ conversation, carried: carriedFrom(opened) })
  }
  useShortcuts({ g: may ? open : undefined })
  if (!may) return null
  return (
    <>
      <Tooltip title={`${t('create.fromTalkShort')}  G`}>
        <Button icon={<FileAddOutlined />} aria-label={t('create.fromTalkShort')} onClick={open}>
          {isPhone ? null : t('create.fromTalkShort')}
        </Button>
      </Tooltip>
      {source && <CreateDrawer source={source} onClose={() => setSource(null)} />}
    </>
  )
}
