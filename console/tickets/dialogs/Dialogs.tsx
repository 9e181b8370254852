import type { ReactElement } from 'react'
import { CommitDialog } from '../../commitments/CommitDialog.tsx'
import { EscalateDialog } from '../../escalations/EscalateDialog.tsx'
import type { StepName } from '../steps.ts'
import { AnsweredDialog, ArchiveDialog, ConfirmDialog, TellDialog, WaiveDialog } from './closing.tsx'
import { DelayDialog } from './DelayDialog.tsx'
import type { StepDialogOf } from './of-ticket.ts'
import { AssignDialog, HandOverDialog } from './people.tsx'
import { CancelDialog, DisputeDialog, ReopenDialog } from './reasons.tsx'
import { LinkDialog, MergeDialog, SplitDialog } from './relating.tsx'
import { UrgencyDialog } from './UrgencyDialog.tsx'
import { AskDialog, DepartmentDialog, ResolveDialog, ReturnDialog } from './working.tsx'

export type DialogName = Exclude<StepName, 'accept' | 'takeNode' | 'reply' | 'complete'> | 'tell'

const dialogs: Record<DialogName, (props: StepDialogOf) => ReactElement> = {
  assign: AssignDialog,
  handOver: HandOverDialog,
  department: DepartmentDialog,
  returnNode: ReturnDialog,
  ask: AskDialog,
  answered: AnsweredDialog,
  resolve: ResolveDialog,
  confirm: ConfirmDialog,
  dispute: DisputeDialog,
  reopen: ReopenDialog,
  archive: ArchiveDialog,
  waive: WaiveDialog,
  commit: ({ ticket, onClose }) => <CommitDialog subject={{ ticketId: ticket.id }} onClose={onClose} />,
  delay: DelayDialog,
  escalate: (props) => <EscalateDialog {...props} />,
  urgency: UrgencyDialog,
  split: SplitDialog,
  link: LinkDialog,
  merge: MergeDialog,
  cancel: CancelDialog,
  tell: TellDialog,
}

export function Dialogs({ dialog, ...props }: { dialog: DialogName | null } & StepDialogOf) {
  if (dialog === null) return null
  const Dialog = dialogs[dialog]
  return <Dialog {...props} />
}
