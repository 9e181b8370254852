import { lazily } from '../lazily.tsx'

/** Fetched when the customer begins to type, so that it is here before the first message is sent. */
export const Talk = lazily(async () => (await import('../talk/Talk.tsx')).Talk)
