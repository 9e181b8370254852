export type TextPart = { text: string; href?: string }

const candidate = /https?:\/\/[^\s<>"'`，。；：！？、（）《》【】「」『』“”‘’\u2028\u2029]+/gi
/** Punctuation that ends a sentence rather than an address; a closing bracket stays when the address opened it. */
const trailing = /[.,;:!?*_~]+$/

function trimmed(address: string): string {
  const cut = address.replace(trailing, '')
  return cut.endsWith(')') && !cut.includes('(') ? trimmed(cut.slice(0, -1)) : cut
}

/** Splits a message into plain text and http(s) links; every character of it appears once, in order. */
export function linkParts(text: string): TextPart[] {
  const parts: TextPart[] = []
  let from = 0
  for (const match of text.matchAll(candidate)) {
    const address = trimmed(match[0])
    if (!URL.canParse(address) || new URL(address).hostname === '') continue
    if (match.index > from) parts.push({ text: text.slice(from, match.index) })
    parts.push({ text: address, href: new URL(address).href })
    from = match.index + address.length
  }
  if (from < text.length) parts.push({ text: text.slice(from) })
  return parts
}
