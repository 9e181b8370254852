// Apart from the frames, so that the clients get these numbers without any schema.

/** Every 15 s the server says `beat`; a client that heard nothing for 40 s reconnects (reliability/baseline 5). */
export const beatSeconds = 15
export const silenceSeconds = 40
/** Clients wait 50 ms + random 0-8 s before they come back (reliability/contract 3.4). */
export const reconnectSpreadMs = 8000
