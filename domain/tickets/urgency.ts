export const urgencies = ['normal', 'urgent', 'critical'] as const
export type Urgency = (typeof urgencies)[number]

/** SOP 000 二(二) names the first three for 特急; media and third repeat are content defaults (classification.json). */
export const urgencyRaisers = ['agitated', 'large_loss', 'safety', 'media', 'third_repeat'] as const
export type UrgencyRaiser = (typeof urgencyRaisers)[number]

const raisesTo: Record<UrgencyRaiser, Urgency> = {
  agitated: 'critical',
  large_loss: 'critical',
  safety: 'critical',
  media: 'critical',
  third_repeat: 'urgent',
}

const rank = (urgency: Urgency): number => urgencies.indexOf(urgency)

export const isLower = (one: Urgency, other: Urgency): boolean => rank(one) < rank(other)
export const atLeast = (one: Urgency, floor: Urgency): Urgency => (isLower(one, floor) ? floor : one)

/** The urgency somebody chose, raised by what is known of the case (R21). */
export function raisedUrgency(chosen: Urgency, raisers: readonly UrgencyRaiser[]): Urgency {
  return raisers.reduce((urgency, raiser) => atLeast(urgency, raisesTo[raiser]), chosen)
}

/** SOP 000: categories that put a person or their data at risk. */
const safetyCategories: readonly string[] = ['complaint.safety', 'complaint.privacy']

type Case = { category: string; sentiment: string; raisers: readonly UrgencyRaiser[] }

/** The raisers an agent named and those the facts name by themselves. */
export function raisersOf({ category, sentiment, raisers }: Case): UrgencyRaiser[] {
  const found = new Set(raisers)
  if (sentiment === 'agitated') found.add('agitated')
  if (safetyCategories.includes(category)) found.add('safety')
  return urgencyRaisers.filter((raiser) => found.has(raiser))
}
