import type { RawInput } from '../domain/contract.ts'
import { createTicket } from '../domain/tickets/contract.ts'
import type { TicketView } from '../domain/tickets/views.ts'
import type { TestApp } from './app.ts'
import type { Person } from './cast.ts'
import { category } from './visitor.ts'

/** A ticket opened by hand for somebody at the counter; `more` replaces what a test cares about. */
export async function openTicket(
  app: TestApp,
  by: Person,
  more: Partial<RawInput<typeof createTicket>> = {},
): Promise<TicketView> {
  const { ticket } = await by.call(createTicket, {
    ticketId: app.clock.newId(),
    nature: 'request',
    subject: '茶具缺一只杯子',
    category: more.category ?? (await category(app)),
    descriptionCustomer: '收到时少了一只杯子，请补发。',
    anonymousReason: '客户到店，未留姓名',
    channel: 'store',
    ...more,
  })
  return ticket
}
