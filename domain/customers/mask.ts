export type MaskKind =
  | 'phone_cn'
  | 'phone_tw'
  | 'phone_other'
  | 'landline'
  | 'id_cn'
  | 'id_tw'
  | 'passport'
  | 'bank_card'
  | 'name_zh'
  | 'name_latin'
  | 'email'
  | 'address'
  | 'ipv4'
  | 'other'

const stars = (count: number) => '*'.repeat(Math.max(count, 0))

/** First `head` and last `tail` characters with `middle` stars between; a value too short to hide anything is all stars. */
function ends(value: string, head: number, tail: number, middle = value.length - head - tail): string {
  if (value.length <= head + tail) return stars(value.length)
  return value.slice(0, head) + stars(middle) + value.slice(-tail)
}

function afterPrefix(value: string, prefix: RegExp, mask: (rest: string) => string): string {
  const found = prefix.exec(value)?.[0] ?? ''
  return found + mask(value.slice(found.length))
}

function maskLandline(value: string): string {
  const cut = value.indexOf('-') + 1
  return value.slice(0, cut) + ends(value.slice(cut), 0, 4)
}

function maskChineseName(value: string): string {
  const letters = [...value]
  if (letters.length < 2) return '*'
  const last = letters.length > 2 ? letters.at(-1) : ''
  return `${letters[0]}${stars(letters.length - (last ? 2 : 1))}${last}`
}

function maskEmail(value: string): string {
  const at = value.lastIndexOf('@')
  return `${at > 1 ? `${value[0]}***` : '*'}${value.slice(at)}`
}

/** Province, city and district stay; street and number go. */
const district =
  /^(?:.{2,8}?(?:省|自治区|自治區|特别行政区))?(?:.{2,8}?(?:市|自治州|州|盟|縣|县))?(?:.{1,8}?(?:区|區|县|縣|鄉|鎮|市|旗))?/

const masks: Record<MaskKind, (value: string) => string> = {
  phone_cn: (value) => afterPrefix(value, /^(?:\+86|0086)/, (rest) => ends(rest, 3, 4)),
  phone_tw: (value) => afterPrefix(value, /^(?:\+886|00886)/, (rest) => ends(rest, rest.startsWith('0') ? 4 : 3, 3)),
  phone_other: (value) => ends(value, 3, 4, 5),
  landline: maskLandline,
  id_cn: (value) => ends(value, 3, 4),
  id_tw: (value) => ends(value, 3, 3),
  passport: (value) => ends(value, 2, 2),
  bank_card: (value) => `**** ${value.slice(-4)}`,
  name_zh: maskChineseName,
  name_latin: (value) => value.replaceAll(/\S+/g, (word) => `${word[0]}${stars([...word].length - 1)}`),
  email: maskEmail,
  address: (value) => `${district.exec(value)?.[0] ?? ''}***`,
  ipv4: (value) => value.replace(/\.\d+$/, '.*'),
  other: (value) => ends(value, 1, 1, 3),
}

/** What people see of a personal value; the value itself stays sealed. Source: domain/privacy 4.6, vectors masking.json. */
export function mask(kind: MaskKind, value: string): string {
  return value === '' ? '' : masks[kind](value)
}

/** A person's name by the script it is written in. */
export const maskName = (name: string): string => mask(/\p{Script=Han}/u.test(name) ? 'name_zh' : 'name_latin', name)
