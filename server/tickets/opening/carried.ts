import type { Input } from '../../../domain/contract.ts'
import type { Actor } from '../../../domain/identity/actor.ts'
import type { Locale } from '../../../domain/locale.ts'
import type * as contract from '../../../domain/tickets/contract.ts'
import { preferredChannels, ticketChannels } from '../../../domain/tickets/views.ts'
import type { Loaded as Conversation } from '../../conversations/queries.ts'
import type { CreationFacts } from './create-queries.ts'

type Create = Input<typeof contract.createTicket>
type Known = { facts: CreationFacts; conversation: Conversation | null }

export function channelOf(input: Create, conversation: Conversation | null): string {
  const found = ticketChannels.find((one) => one === conversation?.channel)
  return input.channel ?? found ?? (conversation ? 'web_chat' : 'phone')
}

export function localeOf(actor: Actor, { facts, conversation }: Known): Locale {
  const own = 'locale' in actor ? actor.locale : 'zh-CN'
  return (conversation?.locale ?? facts.customer?.locale ?? own) as Locale
}

export function preferredOf(input: Create, { facts, conversation }: Known): string | null {
  if (input.preferredChannel !== undefined) return input.preferredChannel
  const known = preferredChannels.find((one) => one === facts.customer?.preferredChannel)
  return known ?? (conversation ? 'chat' : null)
}
