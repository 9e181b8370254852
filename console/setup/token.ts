const shape = /^[\w-]{43}$/

/** The one-time token behind `#`: browsers send that part to no server. */
export function tokenOfAddress(hash: string): string | null {
  const token = hash.replace(/^#/, '')
  return shape.test(token) ? token : null
}
