/** After a low score (R53), after a complaint (R47), as a routine to keep the relationship (R54). */
export const callbackKinds = ['low_score', 'complaint_after', 'routine'] as const
export type CallbackKind = (typeof callbackKinds)[number]

/** domain/model 2.3 "Survey": open -> done (result, suggestion) | unreachable; a mistake is cancelled. */
export const callbackStates = ['open', 'done', 'unreachable', 'cancelled'] as const
export type CallbackState = (typeof callbackStates)[number]

export const outcomes = ['reached', 'no_answer', 'refused'] as const
export type Outcome = (typeof outcomes)[number]

export const callbackChannels = ['phone', 'web_chat', 'sms', 'email', 'wechat', 'other'] as const
export type CallbackChannel = (typeof callbackChannels)[number]

/** SOP 000 二(四), R53: a low score is called back within 2 h. Policies of service levels may say otherwise. */
export const callbackMinutes = 120
/** domain/model 2.3: three attempts in vain end it; from the second on a text message is offered. */
export const attemptsInVain = 3
export const attemptsBeforeText = 2
/** domain/model 2.3 "Complaint": for a complaint they are made on at least two days. */
const complaintDays = 2

export type Tried = { outcome: Outcome /** Calendar day of the centre, YYYY-MM-DD. */; day: string }

/** What an attempt makes of the task; `tried` are all of them, the newest last. Who does not want to talk is left in peace. */
export function stateAfter(kind: CallbackKind, tried: readonly Tried[]): CallbackState {
  const last = tried.at(-1)
  if (!last) return 'open'
  if (last.outcome !== 'no_answer') return 'done'
  const days = new Set(tried.map((one) => one.day)).size
  const isEnough = tried.length >= attemptsInVain && (kind !== 'complaint_after' || days >= complaintDays)
  return isEnough ? 'unreachable' : 'open'
}

export type Told = { outcome: Outcome; note: string; result: string; suggestion: string }

/** R53: who was reached has told a result and, after a low score, a concrete suggestion; who refused leaves a word on it. */
export function missingIn(
  kind: CallbackKind,
  { outcome, note, result, suggestion }: Told,
): ('note' | 'result' | 'suggestion')[] {
  const isEmpty = (text: string) => text.trim() === ''
  if (outcome === 'no_answer') return []
  if (outcome === 'refused') return isEmpty(note) ? ['note'] : []
  const missing: ('result' | 'suggestion')[] = []
  if (isEmpty(result)) missing.push('result')
  if (kind === 'low_score' && isEmpty(suggestion)) missing.push('suggestion')
  return missing
}

export const offersText = (state: CallbackState, attempts: number) => state === 'open' && attempts >= attemptsBeforeText
