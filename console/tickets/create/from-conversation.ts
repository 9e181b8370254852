import type { ConversationView, MessageView } from '../../../domain/conversations/views.ts'
import type { Opened } from '../../conversations/state.ts'

export type Carried = { quoteSeqs: number[]; descriptionCustomer: string; subject: string }
export type Source = { conversation: ConversationView; carried: Carried }

const mostQuoted = 20
const subjectLength = 60

/** What a ticket takes along: pinned messages, and where nothing is pinned everything the customer said last. */
export function carriedFrom({ talk }: Pick<Opened, 'talk'>): Carried {
  const said = talk.items.filter((message) => message.kind !== 'system' && !message.recalled)
  const pinned = said.filter((message) => message.pinned)
  const quoted = (pinned.length > 0 ? pinned : said.filter(isCustomers)).slice(-mostQuoted)
  const words = quoted.filter(isCustomers).map((message) => message.body.trim())
  return {
    quoteSeqs: quoted.map((message) => message.seq),
    descriptionCustomer: words.filter(Boolean).join('\n'),
    subject: subjectFrom(words),
  }
}

const isCustomers = (message: MessageView) => message.sender.type === 'customer'

/** The first words that say something: a bare greeting names nothing. */
export function subjectFrom(words: readonly string[]): string {
  const lines = words.map((line) => line.replace(/\s+/g, ' ').trim()).filter(Boolean)
  const [first = ''] = [...lines.filter((line) => line.length > 6), ...lines]
  return first.length > subjectLength ? `${first.slice(0, subjectLength - 1)}…` : first
}
