import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { localized } from '../../domain/contract.ts'

const named = z.object({ key: z.string(), name: localized })
const content = z.object({
  categories: z.array(named),
  variables: z.array(named.extend({ autofill: z.boolean() })),
  items: z.array(z.object({ key: z.string(), category: z.string(), title: localized, text: localized })),
})
export type ShippedScripts = z.infer<typeof content>

let read: ShippedScripts | undefined

/** The scripts the product ships with, their categories, and the names of the variables (R70). */
export function shippedScripts(): ShippedScripts {
  read ??= content.parse(JSON.parse(readFileSync(new URL('../content/scripts.json', import.meta.url), 'utf8')))
  return read
}
