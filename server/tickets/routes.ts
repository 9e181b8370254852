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
import { readTicket } from './reading.ts'
import { readTimeline } from './timeline.ts'

export function ticketRoutes(app: App): void {
  ticketListRoutes(app)
  serve(app, contract.createTicket, createTicket)
  serve(app, contract.getTicket, readTicket)
  serve(app, contract.getTimeline, readTimeline)
  serve(app, contract.editTicket, editTicket)
  serve(app, contract.assignTicket, assignTicket)
  serve(app, contract.acceptTicket, acceptTicket)
  serve(app, contract.tellTicket, tellTicket)
  serve(app, contract.replyToCustomer, replyToCustomer)
  serve(app, contract.askCustomer, askCustomer)
  serve(app, contract.customerAnswered, customerAnswered)
  serve(app, contract.sendToDepartment, sendToDepartment)
  serve(app, contract.resolveTicket, resolveTicket)
  serve(app, contract.confirmTicket, confirmTicket)
  serve(app, contract.disputeTicket, disputeTicket)
  serve(app, contract.reopenTicket, reopenTicket)
  serve(app, contract.archiveTicket, archiveTicket)
  serve(app, contract.waiveField, waiveField)
  serve(app, contract.cancelTicket, cancelTicket)
  serve(app, contract.mergeTicket, mergeTicket)
  serve(app, contract.splitTicket, splitTicket)
  serve(app, contract.linkTickets, linkTickets)
  serve(app, contract.unlinkTickets, unlinkTickets)
  serve(app, contract.addNote, addNote)
  serve(app, contract.attachToTicket, attachToTicket)
  serve(app, contract.setTicketUrgency, setTicketUrgency)
  serve(app, contract.setChecks, setChecks)
  serve(app, contract.handOverTicket, handOverTicket)
  serve(app, contract.answerHandOver, answerHandOver)
  serve(app, contract.takeNode, takeNode)
  serve(app, contract.returnNode, returnNode)
  serve(app, contract.recallNode, recallNode)
}
