import type { Talk } from '../../bench/harness/world.ts'

/** Whose eyes and hands a client has: the customer of one conversation, or its agent. */
export type Person = { side: 'customer' | 'agent'; talk: Talk; address: string }

let people = 0

/** Each person has an internet address of their own, so that the limits per address hold as they do for the public. */
export function personOf(side: Person['side'], talk: Talk): Person {
  const number = people++
  return { side, talk, address: `10.${(number >> 16) & 255}.${(number >> 8) & 255}.${number & 255}` }
}

export function headersOf({ side, talk, address }: Person): Record<string, string> {
  const credentials: Record<string, string> =
    side === 'customer' ? { authorization: `Bearer ${talk.visitor.token}` } : { cookie: talk.agent?.cookie ?? '' }
  return { ...credentials, 'x-forwarded-for': address }
}

export function messagesPath({ side, talk }: Person): string {
  return side === 'customer'
    ? `/api/widget/conversations/${talk.id}/messages`
    : `/api/conversations/${talk.id}/messages`
}
