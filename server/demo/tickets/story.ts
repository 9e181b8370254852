import type { Row } from '../bulk.ts'
import type { Dice } from '../random.ts'
import type { TicketLimits } from './limits.ts'
import type { TicketLine } from './line.ts'
import type { CaseScript, Scripts } from './script.ts'

export const minute = 60_000
export const hour = 60 * minute
export const day = 24 * hour

/** Where a story may be left, for what is to be open now. */
export type Moment =
  | 'assign'
  | 'accept'
  | 'reply'
  | 'ask'
  | 'answer'
  | 'send'
  | 'take'
  | 'return'
  | 'resolve'
  | 'settle'
  | 'archive'
export type Wait = { before: Moment; ms: number }

export type People = {
  creator: string
  assignee: string
  supervisor: string
  /** Who is asked beside the group, and the person who answers there. */
  department: { id: string; contact: string | null } | null
}

export type ComplaintStory = {
  soothe(): void
  offerPlan(): void
  resolve(): void
  isRevisited(): boolean
}

/** One case: what is said, who does it, how long it takes, and what has come of it so far. */
export type Story = {
  dice: Dice
  script: CaseScript
  late: Scripts['late']['en'][number]
  /** The words with goods and order filled in. */
  say: (text: string) => string
  line: TicketLine
  limits: TicketLimits
  people: People
  /** From opening to result, if nothing stands still. */
  takesMs: number
  asks: boolean
  isMistake: boolean
  /** When customers were asked to rate, so that nobody is twice within a day. */
  invited: Map<string, number[]>
  numberFor: (prefix: string, at: Date) => string
  complaint: ComplaintStory | null
  node: Row | null
  /** Escalations that end with the ticket. */
  escalations: Row[]
  /** What is left to write of things that are open when the present is reached. */
  atPresent: (() => void)[]
}
