import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { localeCode } from '../../../domain/contract.ts'
import { sentiments } from '../../../domain/tickets/views.ts'

/** What people say and write about one kind of case, from the customer's words to what they should know at the end. */
const caseScript = z.strictObject({
  category: z.string(),
  locale: localeCode,
  weight: z.number(),
  /** Goods it can happen to; all when left out. */
  goods: z.array(z.string()).optional(),
  sentiment: z.enum(sentiments).default('normal'),
  subject: z.string(),
  words: z.string(),
  verified: z.string(),
  cause: z.string(),
  suggestion: z.string(),
  department: z.strictObject({ key: z.string(), request: z.string(), result: z.string() }).optional(),
  reply: z.string(),
  ask: z.string().optional(),
  answer: z.string().optional(),
  process: z.array(z.string()).min(1),
  result: z.string(),
  solution: z.string(),
  notes: z.string(),
  promise: z.string().optional(),
  tags: z.array(z.string()).default([]),
  soothing: z.string().optional(),
  plan: z.array(z.string()).default([]),
  rootCause: z.string().default(''),
  compensation: z.number().optional(),
})
export type CaseScript = z.infer<typeof caseScript>

/** What is said when a limit broke: why, how it is caught up, what the supervisor did. */
const aftermath = z.strictObject({
  escalation: z.string(),
  cause: z.string(),
  plan: z.string(),
  measure: z.string(),
  outcome: z.string(),
  dispute: z.string(),
})
const voices = z.strictObject({ 'zh-CN': z.array(aftermath), 'zh-TW': z.array(aftermath), en: z.array(aftermath) })

const read = <Schema extends z.ZodType>(schema: Schema, name: string): z.output<Schema> =>
  schema.parse(JSON.parse(readFileSync(new URL(`../content/${name}.json`, import.meta.url), 'utf8')))

export const caseScripts = () => ({ cases: read(z.array(caseScript), 'cases'), late: read(voices, 'late') })
export type Scripts = ReturnType<typeof caseScripts>

export const filled = (text: string, values: Record<string, string>) =>
  text.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '')
