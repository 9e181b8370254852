/** privacy 4.2 "unique identity, complexity" and 4.7: length, three of four classes, nothing of the person's own name. */
export const passwordMinLength = 10
export const passwordMaxLength = 128

type Person = { name: string; email: string; staffNo: string }

export function isStrongEnough(password: string, person: Person): boolean {
  if ([...password].length < passwordMinLength || password.length > passwordMaxLength) return false
  return classesOf(password) >= 3 && !namesPerson(password, person)
}

// A character of a script without case (汉字) counts with the symbols.
const classes = [/\p{Lu}/u, /\p{Ll}/u, /\p{Nd}/u, /[^\p{Lu}\p{Ll}\p{Nd}]/u]
const classesOf = (password: string) => classes.filter((one) => one.test(password)).length

function namesPerson(password: string, { name, email, staffNo }: Person): boolean {
  const mailbox = email.split('@')[0] ?? ''
  const own = [name, email, mailbox, staffNo].map((part) => part.trim().toLowerCase()).filter(isTelling)
  return own.some((part) => password.toLowerCase().includes(part))
}

/** Two letters of Latin script stand in many words; two Chinese characters are a name. */
const isTelling = (part: string) => part.length >= (/\p{Script=Han}/u.test(part) ? 2 : 3)

const leet: Record<string, string> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'i',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const maxPadding = 6

/** What to look up in the list of leaked passwords: the password itself, and the word inside `P@ssw0rd2024!`. */
export function leakedForms(password: string): string[] {
  const whole = password.toLowerCase()
  const bare = whole.replace(/^[^\p{L}]+|[^\p{L}]+$/gu, '')
  if (bare.length < 5 || whole.length - bare.length > maxPadding) return [whole]
  return [...new Set([whole, bare, [...bare].map((letter) => leet[letter] ?? letter).join('')])]
}
