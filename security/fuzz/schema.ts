import fc from 'fast-check'
import { nastyStrings, worstStrings } from './nasty.ts'

export type Schema = { [key: string]: unknown } & {
  type?: string | string[]
  properties?: Record<string, Schema>
  required?: string[]
  items?: Schema | false
  prefixItems?: Schema[]
  additionalProperties?: Schema | boolean
  enum?: unknown[]
  anyOf?: Schema[]
  oneOf?: Schema[]
  allOf?: Schema[]
  $ref?: string
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  exclusiveMinimum?: number
  minItems?: number
  maxItems?: number
}
export type Document = { [key: string]: unknown }
/** Values that lead somewhere, by the name of the field: random ids only ever reach "not found". */
export type Pool = Record<string, readonly string[]>

type Place = { doc: Document; pool: Pool; name?: string; depth?: number }

/** Values of a JSON schema, mostly valid: text that bites, numbers at the edge, ids that exist and ids that do not. */
export function valuesOf(schema: Schema, place: Place): fc.Arbitrary<unknown> {
  const depth = place.depth ?? 0
  if (depth > 8) return fc.constant(null)
  const inside = (part: Schema, name = place.name) =>
    valuesOf(part, { ...place, depth: depth + 1, ...(name !== undefined && { name }) })
  if (schema.$ref) return inside(resolve(place.doc, schema.$ref))
  if ('const' in schema) return fc.constant(schema.const)
  if (schema.enum) return fc.constantFrom(...schema.enum)
  const choices = schema.anyOf ?? schema.oneOf
  if (choices) return fc.oneof(...choices.map((one) => inside(one)))
  if (schema.allOf)
    return fc.tuple(...schema.allOf.map((one) => inside(one))).map((parts) => Object.assign({}, ...parts))
  if (Array.isArray(schema.type)) return fc.oneof(...schema.type.map((type) => inside({ ...schema, type })))
  return simpleValues(schema, place, inside)
}

type Inside = (part: Schema, name?: string) => fc.Arbitrary<unknown>

function simpleValues(schema: Schema, place: Place, inside: Inside): fc.Arbitrary<unknown> {
  switch (schema.type) {
    case 'string':
      return texts(schema, place)
    case 'integer':
      return fc.oneof({ weight: 3, arbitrary: integers(schema) }, { weight: 1, arbitrary: edges })
    case 'number':
      return fc.oneof({ weight: 3, arbitrary: fc.double({ noNaN: true }) }, { weight: 1, arbitrary: edges })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return arrays(schema, inside)
    case 'object':
      return objects(schema, inside)
    default:
      return fc.jsonValue()
  }
}

function arrays({ items, prefixItems, minItems = 0, maxItems = 4 }: Schema, inside: Inside): fc.Arbitrary<unknown> {
  if (prefixItems) return fc.tuple(...prefixItems.map((one) => inside(one)))
  const maxLength = Math.min(maxItems, 4)
  return fc.array(inside(items || {}), { minLength: Math.min(minItems, maxLength), maxLength })
}

function objects(
  { properties = {}, required = [], additionalProperties }: Schema,
  inside: Inside,
): fc.Arbitrary<unknown> {
  const fields = Object.entries(properties).map(([key, part]) => [key, inside(part, key)])
  if (fields.length === 0 && typeof additionalProperties === 'object')
    return fc.dictionary(fc.constantFrom(...nastyStrings.slice(0, 60), 'name', 'order'), inside(additionalProperties), {
      maxKeys: 3,
    })
  const record: fc.Arbitrary<object> = fc.record(Object.fromEntries(fields) as Record<string, fc.Arbitrary<unknown>>, {
    requiredKeys: required,
  })
  return record
}

const edges = fc.constantFrom(0, -1, 1, 2147483647, 2147483648, 9007199254740991, -2147483649, 1.5)
const integers = ({ minimum, exclusiveMinimum, maximum }: Schema) => {
  const least = minimum ?? (exclusiveMinimum === undefined ? -5 : exclusiveMinimum + 1)
  return fc.integer({ min: least, max: Math.max(least, Math.min(maximum ?? 50, least + 50)) })
}

function texts(schema: Schema, { pool, name = '' }: Place): fc.Arbitrary<string> {
  const known = pool[name]
  const fitting = fittingTexts(schema)
  if (!known?.length) return fitting
  return fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...known) }, { weight: 1, arbitrary: fitting })
}

function fittingTexts(schema: Schema): fc.Arbitrary<string> {
  const { format, pattern, minLength = 0, maxLength = 60 } = schema
  if (format === 'uuid') return fc.uuid({ version: 7 })
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  if (format === 'email') return fc.constantFrom('a@example.test', 'new@example.test')
  if (pattern) return fc.stringMatching(new RegExp(pattern))
  const graphemes = fc.string({
    unit: 'grapheme',
    minLength: Math.min(minLength, 40),
    maxLength: Math.min(maxLength, 40),
  })
  const nasty = fc.constantFrom(...nastyStrings).map((text) => text.slice(0, maxLength).padEnd(minLength, 'x'))
  const worst = fc.constantFrom(...worstStrings).map((text) => text.slice(0, maxLength).padEnd(minLength, 'x'))
  return fc.oneof({ weight: 2, arbitrary: graphemes }, { weight: 2, arbitrary: nasty }, { weight: 1, arbitrary: worst })
}

function resolve(doc: Document, ref: string): Schema {
  return ref
    .slice(2)
    .split('/')
    .reduce<unknown>((at, key) => (at as Document)[key], doc) as Schema
}
