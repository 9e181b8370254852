import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptTicket, takeNode } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useMe } from '../../session/session.ts'
import { useOfferCommands } from '../../shell/commands.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import type { DialogName } from '../dialogs/Dialogs.tsx'
import { jumpToField } from '../properties/jump.ts'
import { ownNode, possibleSteps, primaryStep, type StepName, stepKeys } from '../steps.ts'
import { focusComposer } from '../timeline/focus.ts'
import { useStep } from '../verbs.ts'

/** What can be done now, the one step that comes next, and how each is taken: at once, in the composer or by a dialog. */
export function useTicketSteps(ticket: TicketView, open: (dialog: DialogName) => void, showFacts: () => void) {
  const me = useMe()
  const { id } = ticket
  const accept = useStep(acceptTicket)
  const take = useStep(takeNode)
  const possible = possibleSteps(ticket, me.departmentId)
  const primary = primaryStep(ticket, possible)
  const node = ownNode(ticket.nodes, me.departmentId)
  const [acceptNow, takeNow] = [accept.mutate, take.mutate]
  const missing = ticket.missing[0]
  const run = useCallback(
    (step: StepName) => {
      if (step === 'accept') return acceptNow({ id })
      if (step === 'takeNode') return node && takeNow({ id, nodeId: node.id })
      if (step === 'reply') return focusComposer('reply')
      if (step === 'complete') {
        showFacts()
        return missing && jumpToField(missing)
      }
      open(step)
    },
    [id, acceptNow, takeNow, node, missing, open, showFacts],
  )
  useStepKeys(possible, run)
  return { possible, primary, run, busy: accept.isPending || take.isPending }
}
export type TicketSteps = ReturnType<typeof useTicketSteps>

/** The same steps by key and in the command palette. */
function useStepKeys(steps: readonly StepName[], run: (step: StepName) => void): void {
  const { t } = useTranslation('tickets')
  const keys = steps.flatMap((step) => (stepKeys[step] ? [[stepKeys[step], () => run(step)] as const] : []))
  useShortcuts({ ...Object.fromEntries(keys), n: () => focusComposer('internal') })
  const names = steps.join(' ')
  const commands = useMemo(
    () =>
      (names ? (names.split(' ') as StepName[]) : []).map((step) => ({
        id: `ticket-${step}`,
        title: t(`step.${step}`),
        keys: stepKeys[step]?.toUpperCase(),
        run: () => run(step),
      })),
    [names, t, run],
  )
  useOfferCommands('ticket', commands)
}
