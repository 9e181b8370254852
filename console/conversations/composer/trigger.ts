export type Trigger = { kind: 'script' | 'mention'; words: string; from: number }

/**
 * What is being looked up at the caret: "/words" at the start of a line opens scripts, "@words" after a blank opens colleagues.
 * `from` is where the sign stands.
 */
export function triggerAt(text: string, caret: number, kinds: { scripts: boolean; mentions: boolean }): Trigger | null {
  const before = text.slice(0, caret)
  const script = kinds.scripts && /(?:^|\n)[/、]([^\n]{0,40})$/.exec(before)
  if (script) return { kind: 'script', words: script[1] ?? '', from: before.length - (script[1] ?? '').length - 1 }
  const mention = kinds.mentions && /(?:^|\s)@([^\s@]{0,20})$/.exec(before)
  if (mention) return { kind: 'mention', words: mention[1] ?? '', from: before.length - (mention[1] ?? '').length - 1 }
  return null
}

/** The text with the look-up replaced by what was picked, and where the caret goes. */
export function withPicked(
  text: string,
  caret: number,
  trigger: Trigger,
  picked: string,
): { text: string; caret: number } {
  return { text: text.slice(0, trigger.from) + picked + text.slice(caret), caret: trigger.from + picked.length }
}

/** Where the first 【gap】 of a filled script stands, so that typing replaces it. */
export function firstGap(text: string): [number, number] | null {
  const gap = /【[^】]*】/.exec(text)
  return gap ? [gap.index, gap.index + gap[0].length] : null
}
