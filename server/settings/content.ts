import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { localized } from '../../domain/contract.ts'

const keyed = z.object({ key: z.string(), name: localized })
const classification = z.object({
  level1: z.array(keyed),
  items: z.array(
    keyed.extend({
      parent: z.string(),
      stage: z.string(),
      default_group: z.string().nullable(),
      default_department: z.string().nullable(),
      default_urgency: z.enum(['normal', 'urgent', 'critical']),
      verify_level: z.number(),
      route: z.string(),
      active: z.boolean(),
    }),
  ),
})

/** The classification tree the product ships with (SOP 003 二(三)). */
export function shippedClassification(): z.infer<typeof classification> {
  const file = new URL('../content/classification.json', import.meta.url)
  return classification.parse(JSON.parse(readFileSync(file, 'utf8')))
}
