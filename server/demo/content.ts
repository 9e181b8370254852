import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { localeCode, localized } from '../../domain/contract.ts'

const dialogue = z.strictObject({
  category: z.string(),
  locale: localeCode,
  weight: z.number(),
  /** How the customer feels about it before anybody answers. */
  mood: z.number().default(0),
  /** `c:` the customer, `a:` the agent; the agent's greeting stands after the first lines of the customer. */
  turns: z.array(z.string().regex(/^[ac]:/)),
  result: z.string(),
  unresolved: z.boolean().default(false),
})
export type Dialogue = z.infer<typeof dialogue>

const comments = z.strictObject({ good: z.array(z.string()), fair: z.array(z.string()), poor: z.array(z.string()) })
const voices = z.strictObject({ 'zh-CN': comments, 'zh-TW': comments, en: comments })
const keyed = z.object({ key: z.string(), name: localized })
const classification = z.object({
  groups: z.array(keyed),
  departments: z.array(keyed),
  items: z.array(
    z.object({ key: z.string(), stage: z.string(), default_group: z.string().nullable(), default_urgency: z.string() }),
  ),
})
const scripts = z.object({ items: z.array(z.object({ key: z.string(), text: localized })) })

const read = <Schema extends z.ZodType>(schema: Schema, path: string): z.output<Schema> =>
  schema.parse(JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8')))

/** Read when a demo company is made, and never by a centre that has none. */
export const demoContent = () => {
  const texts = new Map(read(scripts, '../content/scripts.json').items.map(({ key, text }) => [key, text]))
  return {
    dialogues: read(z.array(dialogue), './content/dialogues.json'),
    voices: read(voices, './content/voices.json'),
    classification: read(classification, '../content/classification.json'),
    script: (key: string) => {
      const found = texts.get(key)
      if (!found) throw new Error(`no script ${key}`)
      return found
    },
  }
}
export type DemoContent = ReturnType<typeof demoContent>
