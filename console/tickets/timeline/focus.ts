export const composerModes = ['reply', 'process', 'internal'] as const
export type ComposerMode = (typeof composerModes)[number]

const listeners = new Set<(mode: ComposerMode) => void>()

/** A button elsewhere on the page asks for the box in which one writes. */
export function focusComposer(mode: ComposerMode): void {
  for (const listener of listeners) listener(mode)
}

export function onFocusComposer(listener: (mode: ComposerMode) => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
