import { isOpen } from '../../../domain/conversations/lifecycle.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import type { May } from '../facts.ts'

export const stepNames = [
  'accept',
  'decline',
  'transfer',
  'wait',
  'end',
  'record',
  'commit',
  'join',
  'leave',
  'takeOver',
] as const
export type StepName = (typeof stepNames)[number]

/** Shown as buttons; the rest waits under "more". */
export const mainSteps: readonly StepName[] = ['accept', 'decline', 'transfer', 'end', 'record']
export const stepKeys: Partial<Record<StepName, string>> = { accept: 'a', transfer: 't', end: 'e', record: 'w' }
/** Says plainly what follows, where a press cannot be undone or is seen by others. */
export const hintedSteps: readonly StepName[] = ['wait', 'end', 'join', 'takeOver']

/** What can be done with the conversation now, in the order of the header (domain/model 2.3). */
export function possibleSteps(view: ConversationView, may: May, myId: string): StepName[] {
  const { state } = view
  const isAtWork = isOpen(state)
  const isMine = view.assignee?.id === myId
  const isBeside = view.participants.some((person) => person.id === myId)
  const mayWatchOver = may.supervise && isAtWork && !isMine
  const possible: Record<StepName, boolean> = {
    accept: may.accept,
    decline: may.accept && view.offeredTo === myId,
    transfer: may.steer && isAtWork,
    wait: isMine && state === 'active',
    end: may.steer && isAtWork,
    record: may.steer && (state === 'wrap_up' || (isAtWork && view.assignee !== null)),
    commit: may.steer && view.assignee !== null && state !== 'closed',
    join: mayWatchOver && view.assignee !== null && !isBeside,
    leave: isBeside,
    takeOver: mayWatchOver,
  }
  return stepNames.filter((name) => possible[name])
}

/** The one next step that is named in colour. */
export function primaryStep(view: ConversationView, possible: readonly StepName[]): StepName | null {
  if (possible.includes('accept')) return 'accept'
  return view.state === 'wrap_up' && possible.includes('record') ? 'record' : null
}
