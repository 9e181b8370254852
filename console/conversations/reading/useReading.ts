import type { May } from '../facts.ts'
import type { Unsent } from '../outbox-store.ts'
import type { Opened } from '../state.ts'
import { useEarlier } from './useEarlier.ts'
import { useJump } from './useJump.ts'
import { useMarkRead } from './useMarkRead.ts'
import { useScroll } from './useScroll.ts'

type Shown = { firstId: string | undefined; lastId: string | undefined; unsent: readonly Unsent[] }

/** Where the reader is in the timeline: at the end, further up, on the way back, or sent to one message. */
export function useReading(opened: Opened, may: May, { firstId, lastId, unsent }: Shown) {
  const scroll = useScroll(lastId, unsent.at(-1)?.input.messageId, firstId)
  const earlier = useEarlier(opened, scroll.keepPlace)
  useJump(opened)
  useMarkRead(opened.conversation, opened.talk.last, may.reply && scroll.isAtEnd)
  return { scroll, earlier }
}
