let lastMs = 0
let counter = 0

/** UUIDv7 (RFC 9562): ids made later sort later, also within one millisecond. */
export function uuidv7(now = Date.now(), random = crypto.getRandomValues(new Uint8Array(10))): string {
  counter = now > lastMs ? (random[8] ?? 0) : counter + 1
  lastMs = Math.max(now, lastMs)
  if (counter > 0xfff) {
    lastMs += 1
    counter = 0
  }
  const hex = (value: number, digits: number) => value.toString(16).padStart(digits, '0')
  const tail = [...random.slice(0, 8)].map((byte, at) => hex(at === 0 ? (byte & 0x3f) | 0x80 : byte, 2)).join('')
  const time = hex(lastMs, 12)
  return `${time.slice(0, 8)}-${time.slice(8)}-7${hex(counter, 3)}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
