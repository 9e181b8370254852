/** The console's clock: the server's time as far as its last beat tells, so that countdowns agree on every desk. */
let offsetMs = 0

export function now(): number {
  return Date.now() + offsetMs
}

/** Half a second of network is no reason to shift every countdown. */
export function learnServerTime(at: string): void {
  const difference = Date.parse(at) - Date.now()
  if (Number.isFinite(difference) && Math.abs(difference - offsetMs) > 500) offsetMs = difference
}

/** UUIDv7: names a message before it is shown (reliability/contract 1.1). */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  new DataView(bytes.buffer).setBigUint64(
    0,
    (BigInt(Date.now()) << 16n) | BigInt(((bytes[6] ?? 0) << 8) | (bytes[7] ?? 0)),
  )
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x70
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-')
}
