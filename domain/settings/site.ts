import { z } from 'zod'
import { colour, id, line, localeCode, localized } from '../contract.ts'
import { openingHours } from './hours.ts'

/** A pre-chat question; `contact` answers are stored encrypted and only with consent (R17). */
export const prechatField = z.strictObject({
  key: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  kind: z.enum(['text', 'contact', 'order_no', 'choice']),
  label: localized,
  required: z.boolean(),
  choices: z.array(localized).max(20).default([]),
})
export const prechat = z.strictObject({
  enabled: z.boolean(),
  fields: z
    .array(prechatField)
    .max(10)
    .refine((fields) => new Set(fields.map((field) => field.key)).size === fields.length),
  /** What the answers are for, and what happens when they are refused (PIPL Art 17, PDPA Art 8). */
  consent: localized,
})

/** Scheme, host and port alone, as a browser sends it: `https://shop.example`, never a path or a pattern. */
export const origin = z
  .string()
  .max(200)
  .toLowerCase()
  .regex(/^https?:\/\/([a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\])(:\d{1,5})?$/)
  .refine((value) => !/^http:.*:80$|^https:.*:443$/.test(value))

export const siteSettings = z
  .strictObject({
    name: line(80),
    groupId: id,
    /** Origins that may embed the widget, e.g. https://shop.example. */
    allowedOrigins: z.array(origin).max(50),
    locale: localeCode,
    brand: line(60),
    colour,
    position: z.enum(['right', 'left']),
    welcome: localized,
    /** Greeting line and frequent questions of the first screen. */
    greeting: localized,
    questions: z.array(localized).max(6),
    hours: openingHours,
    prechat,
    ratingScale: z.enum(['five', 'three']),
    /** Seconds a disconnected agent's customers wait before they are offered again. */
    agentGraceSeconds: z.number().int().min(5).max(3600),
    idleMinutes: z.number().int().min(1).max(1440),
  })
  .meta({ id: 'SiteSettings' })
export type SiteSettings = z.infer<typeof siteSettings>

/** The part the customer's window needs, already in the visitor's language. */
export const widgetSite = z
  .strictObject({
    name: z.string(),
    brand: z.string(),
    colour,
    position: z.enum(['right', 'left']),
    greeting: z.string(),
    questions: z.array(z.string()),
    hoursText: z.string(),
    prechat: z.strictObject({
      enabled: z.boolean(),
      fields: z.array(
        z.strictObject({
          key: z.string(),
          kind: z.enum(['text', 'contact', 'order_no', 'choice']),
          label: z.string(),
          required: z.boolean(),
          choices: z.array(z.string()),
        }),
      ),
      consent: z.string(),
    }),
    ratingScale: z.enum(['five', 'three']),
    upload: z.strictObject({ maxBytes: z.number().int(), types: z.array(z.string()) }),
  })
  .meta({ id: 'WidgetSite' })
export type WidgetSite = z.infer<typeof widgetSite>
