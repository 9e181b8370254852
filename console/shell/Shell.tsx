import { useState } from 'react'
import { Outlet } from 'react-router'
import { OfferToast } from '../conversations/actions/OfferToast.tsx'
import { InboxFeed } from '../conversations/InboxFeed.tsx'
import { NoticeListener } from '../notifications/NoticeListener.tsx'
import { Desk } from '../session/Desk.tsx'
import { TicketFeed } from '../tickets/TicketFeed.tsx'
import { CommandPalette } from './CommandPalette.tsx'
import { ConnectionBanner } from './ConnectionBanner.tsx'
import { Rail } from './Rail.tsx'
import { ShortcutSheet } from './ShortcutSheet.tsx'
import { SuiteTabs } from './SuiteTabs.tsx'
import { useShortcuts } from './shortcuts.ts'
import './shell.css'

export function Shell() {
  return (
    <Desk>
      <Room />
    </Desk>
  )
}

function Room() {
  const [open, setOpen] = useState<'palette' | 'sheet' | null>(null)
  useShortcuts({
    'mod+k': () => setOpen(open === 'palette' ? null : 'palette'),
    '?': () => setOpen('sheet'),
  })
  const close = () => setOpen(null)
  return (
    <div className="shell">
      <Rail onPalette={() => setOpen('palette')} onSheet={() => setOpen('sheet')} />
      <div className="room">
        <ConnectionBanner />
        <SuiteTabs />
        <main className="room-main">
          <Outlet />
        </main>
      </div>
      <InboxFeed />
      <TicketFeed />
      <NoticeListener />
      <OfferToast />
      {open === 'palette' && <CommandPalette onClose={close} />}
      {open === 'sheet' && <ShortcutSheet onClose={close} />}
    </div>
  )
}
