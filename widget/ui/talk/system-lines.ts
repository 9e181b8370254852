import type { MessageView } from '../../../domain/conversations/views.ts'
import type { TextKey, Translate } from '../../frame/texts.ts'

/** What happened, in the customer's language; an event this version does not know shows what the server wrote. */
export function systemText(t: Translate, { system, body }: MessageView, known: Record<string, string>): string {
  const key = `system.${system?.key}`
  return system && Object.hasOwn(known, key) ? t(key as TextKey, system.params) : body
}
