import { type MaskKind, mask } from './mask.ts'

export type ContactKind = 'phone' | 'email' | 'other'
export type Contact = {
  kind: ContactKind
  /** As the customer wrote it, without spaces around it. */
  value: string
  /** Equal for every way of writing the same contact; what the blind index is made of. */
  normalised: string
  mask: string
}

const email = /^[^\s@]+@[^\s@]+\.[^\s@]+$/
const mainlandMobile = /^(?:\+86|0086)?(1[3-9]\d{9})$/
const taiwanMobile = /^(?:(?:\+886|00886)0?|0)(9\d{8})$/
const landline = /^0\d{1,3}-\d{6,8}$/
const phone = /^\+?\d{7,15}$/

/** What kind of contact a customer typed, its normal form and its mask. Source: domain/privacy 4.5 (loose mobile rules), 4.6. */
export function readContact(typed: string): Contact {
  const value = typed.trim()
  if (email.test(value)) return { kind: 'email', value, normalised: value.toLowerCase(), mask: mask('email', value) }
  const compact = value.replaceAll(/[\s().\-－（）]/g, '')
  const asPhone = (kind: MaskKind, normalised: string, shown = compact): Contact => ({
    kind: 'phone',
    value,
    normalised,
    mask: mask(kind, shown),
  })
  const mainland = mainlandMobile.exec(compact)?.[1]
  if (mainland) return asPhone('phone_cn', `+86${mainland}`)
  const taiwan = taiwanMobile.exec(compact)?.[1]
  if (taiwan) return asPhone('phone_tw', `+886${taiwan}`)
  if (landline.test(value)) return asPhone('landline', compact, value)
  if (phone.test(compact)) return asPhone('phone_other', compact)
  return { kind: 'other', value, normalised: value.toLowerCase(), mask: mask('other', value) }
}
