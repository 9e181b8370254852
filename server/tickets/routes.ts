import * as contract from '../../domain/tickets/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { acceptTicket, assignTicket } from './life/assign.ts'
import { archiveTicket, cancelTicket, waiveField } from './life/closing.ts'
import { editTicket } from './life/editing.ts'
import { answerHandOver, handOverTicket } from './life/handing.ts'
import { linkTickets, mergeTicket, splitTicket, unlinkTickets } from './life/merging.ts'
import { addNote, attachToTicket, setChecks, tellTicket } from './life/notes.ts'
import { replyToCustomer } from './life/replying.ts'
import { confirmTicket, disputeTicket, reopenTicket, resolveTicket } from './life/resolving.ts'
import { setTicketUrgency } from './life/urgency.ts'
import { askCustomer, customerAnswered } from './life/waiting.ts'
import { ticketListRoutes } from './lists/routes.ts'
import { createTicket } from './opening/create.ts'
import { recallNode, returnNode, sendToDepartment, takeNode } from './parts/departments.ts'
import { readTicket, shown } from './reading.ts'
import { readTimeline } from './timeline.ts'

export function ticketRoutes(app: App): void {
  ticketListRoutes(app)
  serve(app, contract.createTicket, createTicket)
  serve(app, contract.getTicket, readTicket)
  serve(app, contract.getTimeline, readTimeline)
  serve(app, contract.editTicket, shown(editTicket))
  serve(app, contract.assignTicket, shown(assignTicket))
  serve(app, contract.acceptTicket, shown(acceptTicket))
  serve(app, contract.tellTicket, shown(tellTicket))
  serve(app, contract.replyToCustomer, shown(replyToCustomer))
  serve(app, contract.askCustomer, shown(askCustomer))
  serve(app, contract.customerAnswered, shown(customerAnswered))
  serve(app, contract.sendToDepartment, shown(sendToDepartment))
  serve(app, contract.resolveTicket, shown(resolveTicket))
  serve(app, contract.confirmTicket, shown(confirmTicket))
  serve(app, contract.disputeTicket, shown(disputeTicket))
  serve(app, contract.reopenTicket, shown(reopenTicket))
  serve(app, contract.archiveTicket, shown(archiveTicket))
  serve(app, contract.waiveField, shown(waiveField))
  serve(app, contract.cancelTicket, shown(cancelTicket))
  serve(app, contract.mergeTicket, shown(mergeTicket))
  serve(
    app,
    contract.splitTicket,
    shown(splitTicket, ({ ticketId }) => ticketId),
  )
  serve(app, contract.linkTickets, shown(linkTickets))
  serve(app, contract.unlinkTickets, shown(unlinkTickets))
  serve(app, contract.addNote, shown(addNote))
  serve(app, contract.attachToTicket, shown(attachToTicket))
  serve(app, contract.setTicketUrgency, shown(setTicketUrgency))
  serve(app, contract.setChecks, shown(setChecks))
  serve(app, contract.handOverTicket, shown(handOverTicket))
  serve(app, contract.answerHandOver, shown(answerHandOver))
  serve(app, contract.takeNode, shown(takeNode))
  serve(app, contract.returnNode, shown(returnNode))
  serve(app, contract.recallNode, shown(recallNode))
}
