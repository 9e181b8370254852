import { closeTicketDoor, makeTicketDoor } from '../../../domain/tickets/contract.ts'
import * as contract from '../../../domain/tickets/customer-contract.ts'
import type { App } from '../../platform/http.ts'
import { privatePages } from '../../platform/private-page/pages.ts'
import { serve } from '../../platform/route.ts'
import { answerMine, confirmMine, disputeMine, myTickets } from './acts.ts'
import { closeDoor, makeDoor, takeDoorForm, ticketBehind } from './doors.ts'
import { ticketNotice, ticketPage } from './page.ts'

/** The customer's side of tickets: in the widget, and behind a private link. */
export function customerTicketRoutes(app: App): void {
  serve(app, makeTicketDoor, (ctx, input) => makeDoor(ctx, input), { perMinute: 30, by: 'caller' })
  serve(app, closeTicketDoor, (ctx, input) => closeDoor(ctx, input))
  serve(app, contract.listMyTickets, (ctx) => myTickets(ctx))
  serve(app, contract.answerMyTicket, (ctx, input) => answerMine(ctx, input), { perMinute: 30, by: 'caller' })
  serve(app, contract.confirmMyTicket, (ctx, input) => confirmMine(ctx, input), { perMinute: 30, by: 'caller' })
  serve(app, contract.disputeMyTicket, (ctx, input) => disputeMine(ctx, input), { perMinute: 30, by: 'caller' })
  privatePages(app, {
    path: '/t/:token',
    read: async (ctx, token) => ticketPage(await ticketBehind(ctx, token), ctx.clock.newId()),
    take: async (ctx, token, form) => {
      const outcome = await takeDoorForm(ctx, token, form)
      return outcome === 'taken' ? outcome : ticketPage(outcome, ctx.clock.newId())
    },
    notice: ticketNotice,
  })
}
