/** Whom the words are for: the customer, colleagues, or the agent alone. */
export type Mode = 'reply' | 'note' | 'whisper'
