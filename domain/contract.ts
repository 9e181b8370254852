import { z } from 'zod'
import type { ErrorCode } from './errors.ts'
import type { Permission } from './identity/permissions.ts'

/** Who may call: `public` anyone, `visitor` a customer's widget token, `staff` a signed-in session. */
export type Audience = 'public' | 'visitor' | 'staff'

export type Endpoint = {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/${string}`
  audience: Audience
  /** The coarse right, checked before the handler; the object's own gate is the area's `access.ts`. */
  permission?: Permission
  summary: string
  params?: z.ZodObject
  query?: z.ZodObject
  body?: z.ZodObject
  reply: z.ZodType
  errors?: readonly ErrorCode[]
}

/** Declares one endpoint; the server derives routing and validation from it, the console its client, OpenAPI its page. */
export function endpoint<const E extends Endpoint>(declared: E): E {
  return declared
}

type Part<E extends Endpoint, K extends 'params' | 'query' | 'body'> = E[K] extends z.ZodType ? z.output<E[K]> : unknown
type RawPart<E extends Endpoint, K extends 'params' | 'query' | 'body'> = E[K] extends z.ZodType
  ? z.input<E[K]>
  : unknown

/** Path, query and body fields of an endpoint in one object, as an action receives them. */
export type Input<E extends Endpoint> = Part<E, 'params'> & Part<E, 'query'> & Part<E, 'body'>
/** The same before defaults are filled in, as a client sends them. */
export type RawInput<E extends Endpoint> = RawPart<E, 'params'> & RawPart<E, 'query'> & RawPart<E, 'body'>
export type Reply<E extends Endpoint> = z.output<E['reply']>

// PostgreSQL cannot hold NUL, and a lone surrogate cannot be sent as UTF-8: refused at the edge, never repaired.
const unstorable = (text: string) => !text.includes('\0') && text.isWellFormed()

/** Text stored and shown exactly as given. */
export const text = (max: number, min = 0) =>
  z.string().min(min).max(max).refine(unstorable, { error: 'unstorable_text' })
/** One line of text that must say something: names, titles, reasons. */
export const line = (max: number) =>
  z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((value) => unstorable(value) && !/[\r\n]/.test(value), { error: 'unstorable_text' })
export const id = z.uuid()
export const instant = z.iso.datetime({ offset: true })
export const byId = z.strictObject({ id })
export const done = z.strictObject({ ok: z.literal(true) })
export const colour = z.string().regex(/^#[0-9a-fA-F]{6}$/)
export const localeCode = z.enum(['zh-CN', 'zh-TW', 'en'])
export const localized = z.strictObject({ 'zh-CN': text(4000), 'zh-TW': text(4000), en: text(4000) })
