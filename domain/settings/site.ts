import { z } from 'zod'
import { colour, id, localeCode, localized, text } from '../contract.ts'

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
  fields: z.array(prechatField).max(10),
  /** What the answers are for, and what happens when they are refused (PIPL Art 17, PDPA Art 8). */
  consent: localized,
})

export const openingHours = z.strictObject({
  timeZone: z.string().max(60),
  /** Intervals per ISO weekday 1-7, "HH:MM", end exclusive, may cross midnight; empty list = closed. */
  week: z.record(z.enum(['1', '2', '3', '4', '5', '6', '7']), z.array(z.tuple([z.string(), z.string()])).max(6)),
  holidays: z.array(z.iso.date()).max(400),
  makeUpDays: z.array(z.iso.date()).max(100),
})
export type OpeningHours = z.infer<typeof openingHours>

export const siteSettings = z.strictObject({
  name: text(80, 1),
  groupId: id,
  /** Origins that may embed the widget, e.g. https://shop.example. */
  allowedOrigins: z.array(z.url({ protocol: /^https?$/ })).max(50),
  locale: localeCode,
  brand: text(60, 1),
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
export type SiteSettings = z.infer<typeof siteSettings>

/** The part the customer's window needs, already in the visitor's language. */
export const widgetSite = z.strictObject({
  name: z.string(),
  brand: z.string(),
  colour,
  position: z.enum(['right', 'left']),
  greeting: z.string(),
  questions: z.array(z.string()),
  hoursText: z.string(),
  prechat: z.strictObject({
    enabled: z.boolean(),
    fields: z.array(z.strictObject({ key: z.string(), kind: z.enum(['text', 'contact', 'order_no', 'choice']), label: z.string(), required: z.boolean(), choices: z.array(z.string()) })),
    consent: z.string(),
  }),
  ratingScale: z.enum(['five', 'three']),
  upload: z.strictObject({ maxBytes: z.number().int(), types: z.array(z.string()) }),
})
export type WidgetSite = z.infer<typeof widgetSite>
