import type { TicketView } from '../../../domain/tickets/views.ts'

export type StepDialogOf = { ticket: TicketView; onClose: () => void }
