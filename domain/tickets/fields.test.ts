import { expect, test } from 'vitest'
import { type FieldDefinition, fieldFaults, missingCustomFields } from './fields.ts'

const field = (key: string, more: Partial<FieldDefinition> = {}): FieldDefinition => ({
  ...{ key, kind: 'text', choices: [], requiredAt: 'never', nature: null },
  ...more,
})
const definitions = [
  field('batch', { requiredAt: 'creation' }),
  field('weight', { kind: 'number' }),
  field('bought', { kind: 'date', requiredAt: 'resolution' }),
  field('colour', { kind: 'choice', choices: ['青', '白'] }),
  field('policy', { requiredAt: 'creation', nature: 'complaint' }),
]

test.each([
  [{ batch: 'A-7', weight: 3, bought: '2026-02-28', colour: '青' }, []],
  [{ weight: '3' }, ['fields.weight']],
  [{ bought: '2026-02-30' }, ['fields.bought']],
  [{ bought: 'yesterday' }, ['fields.bought']],
  [{ colour: '红' }, ['fields.colour']],
  [{ colour: '' }, []],
  [{ nothing: 'x' }, ['fields.nothing']],
] as const)('%j is refused for %j', (values, faults) => {
  expect(Object.keys(fieldFaults(definitions, values))).toEqual(faults)
})

test.each([
  ['creation', 'request', {}, ['batch']],
  ['creation', 'complaint', { batch: 'A' }, ['policy']],
  ['resolution', 'request', { batch: 'A' }, ['bought']],
  ['resolution', 'request', { batch: '', bought: '2026-01-01' }, ['batch']],
  ['resolution', 'request', { batch: 'A', bought: '2026-01-01' }, []],
] as const)('at %s a %s with %j lacks %j', (at, nature, values, missing) => {
  expect(missingCustomFields(definitions, values, { nature, at })).toEqual(missing)
})
