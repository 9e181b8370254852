import type { Look } from '../protocol.ts'

/** What the page remembers between visits: whether there was one, and how the launcher looked, so that it does not change colour. */
export type Remembered = Look & { returning: boolean }

const key = (site: string) => `shouwen:${site}`

export function recall(site: string): Remembered | null {
  try {
    return JSON.parse(localStorage.getItem(key(site)) ?? 'null')
  } catch {
    return null
  }
}

export function remember(site: string, what: Remembered) {
  try {
    localStorage.setItem(key(site), JSON.stringify(what))
  } catch {
    // Storage is blocked on this page: the window is then made on the first click.
  }
}
