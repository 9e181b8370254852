export type Candidate = {
  staffId: string
  load: number
  capacity: number
  idleSince: Date
  /** Had the last contact with this customer within 7 days. */
  knowsCustomer: boolean
  speaksLocale: boolean
}

/**
 * Whom a waiting customer is offered to first (domain/model 2.4, rules 4-6): the agent of the last contact, then least load,
 * then longest idle. Nobody at capacity, nobody who already passed on this wait.
 */
export function chooseAgent(candidates: readonly Candidate[], passedBy: readonly string[]): Candidate | null {
  const free = candidates.filter((one) => one.load < one.capacity && !passedBy.includes(one.staffId))
  return [...free].sort(byPreference)[0] ?? null
}

function byPreference(a: Candidate, b: Candidate): number {
  if (a.knowsCustomer !== b.knowsCustomer) return a.knowsCustomer ? -1 : 1
  if (a.speaksLocale !== b.speaksLocale) return a.speaksLocale ? -1 : 1
  if (a.load !== b.load) return a.load - b.load
  return a.idleSince.getTime() - b.idleSince.getTime()
}
