import { createHmac } from 'node:crypto'
import { z } from 'zod'

const count = z.int().min(0)

/** First in every backup: what is needed to make room for the rest. */
export const opening = z.object({
  format: z.literal(1),
  takenAt: z.iso.datetime(),
  release: z.string(),
  migrations: z.array(z.object({ name: z.string(), sha256: z.string() })),
  columns: z.record(z.string(), z.array(z.string())),
  /** Tells whether a key is the one of this backup, and nothing else about it. */
  keyCheck: z.string(),
  holds: z.object({ key: z.boolean(), files: z.boolean() }),
})
export type Opening = z.output<typeof opening>

/** Last in every backup: a file without it was cut off. */
export const closing = z.object({
  rows: z.record(z.string(), count),
  sequences: z.record(z.string(), count),
  messages: z.object({ streams: count, messages: count, broken: count, digest: z.string() }),
  jobs: count,
  files: count,
})
export type Closing = z.output<typeof closing>

export const names = {
  opening: 'backup.json',
  key: 'secret.key',
  jobs: 'jobs.json',
  closing: 'complete.json',
  table: (table: string, part: number) => `tables/${table}/${String(part).padStart(6, '0')}`,
  file: (key: string) => `files/${key}`,
}

export const checkOfKey = (key: Buffer) => createHmac('sha256', key).update('shouwen backup').digest('base64url')
