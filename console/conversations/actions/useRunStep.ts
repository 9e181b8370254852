import { useCallback, useRef } from 'react'
import {
  declineOffer,
  endConversation,
  joinConversation,
  leaveConversation,
  waitForCustomer,
} from '../../../domain/conversations/contract.ts'
import type { StepName } from './steps.ts'
import { useAccept, useVerb } from './verbs.ts'

export type Dialog = 'transfer' | 'record' | 'takeOver' | 'commit'

/** Takes a step at once, or opens the dialog that asks what it needs. */
export function useRunStep(id: string, open: (dialog: Dialog) => void) {
  const verbs = {
    accept: useAccept(),
    decline: useVerb(declineOffer),
    wait: useVerb(waitForCustomer),
    end: useVerb(endConversation),
    join: useVerb(joinConversation),
    leave: useVerb(leaveConversation),
  }
  const latest = useRef(verbs)
  latest.current = verbs
  const run = useCallback(
    (step: StepName) => {
      if (step === 'transfer' || step === 'record' || step === 'takeOver' || step === 'commit') open(step)
      else latest.current[step].mutate({ id })
    },
    [id, open],
  )
  const busy = Object.entries(verbs).find(([, verb]) => verb.isPending)?.[0] ?? null
  return { run, busy }
}
