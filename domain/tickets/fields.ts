import type { FieldFault } from '../errors.ts'

export const fieldKinds = ['text', 'number', 'date', 'choice', 'file'] as const
export type FieldKind = (typeof fieldKinds)[number]

/** A field that a centre adds for its industry (SOP 003 一: fields can be added or removed). */
export type FieldDefinition = {
  key: string
  kind: FieldKind
  choices: readonly string[]
  requiredAt: 'never' | 'creation' | 'resolution'
  /** Only for tickets of this nature, when given. */
  nature: string | null
}
export type FieldValues = Record<string, string | number>

/** A day of the calendar: 30 February is none. */
function isDay(value: string): boolean {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00Z`) : null
  return at !== null && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

const fits: Record<FieldKind, (value: string | number, choices: readonly string[]) => boolean> = {
  text: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  date: (value) => typeof value === 'string' && isDay(value),
  choice: (value, choices) => typeof value === 'string' && choices.includes(value),
  file: (value) => typeof value === 'string',
}

/** What is wrong with the values of custom fields, by `fields.<key>`: unknown ones and those of the wrong kind. */
export function fieldFaults(definitions: readonly FieldDefinition[], values: FieldValues): Record<string, FieldFault> {
  const byKey = new Map(definitions.map((one) => [one.key, one]))
  const faults = Object.entries(values).filter(([key, value]) => {
    const definition = byKey.get(key)
    return !definition || (value !== '' && !fits[definition.kind](value, definition.choices))
  })
  return Object.fromEntries(faults.map(([key]) => [`fields.${key}`, 'unknown' as const]))
}

type Moment = { nature: string; at: 'creation' | 'resolution' }

/** Keys that must have a value at this moment and have none. What creation asks for, the resolution asks for too. */
export function missingCustomFields(
  definitions: readonly FieldDefinition[],
  values: FieldValues,
  { nature, at }: Moment,
): string[] {
  const isAsked = ({ requiredAt, nature: only }: FieldDefinition) =>
    (only === null || only === nature) && (requiredAt === 'creation' || (at === 'resolution' && requiredAt === at))
  return definitions.filter((one) => isAsked(one) && (values[one.key] ?? '') === '').map(({ key }) => key)
}
