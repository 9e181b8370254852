import { z } from 'zod'
import { byId, done, endpoint, id, instant, line, text } from '../../contract.ts'
import { ticketStates } from '../lifecycle.ts'
import { urgencies } from '../urgency.ts'
import { natures, stages, ticketChannels, ticketRow } from '../views.ts'
import { ticketColumns } from './columns.ts'
import { ticketLists } from './lists.ts'

/** Filters of the ticket list; also what a saved view, an export and a bulk change keep. */
export const ticketFilter = z.strictObject({
  list: z.enum(ticketLists).default('mine'),
  /** Absent: every state that still asks for work, and in `all` every state. */
  state: z.enum([...ticketStates, 'open', 'done']).optional(),
  urgency: z.enum(urgencies).optional(),
  nature: z.enum(natures).optional(),
  category: text(80).optional(),
  stage: z.enum(stages).optional(),
  channel: z.enum(ticketChannels).optional(),
  groupId: id.optional(),
  departmentId: id.optional(),
  assigneeId: id.optional(),
  firstResponsibleId: id.optional(),
  customerId: id.optional(),
  conversationId: id.optional(),
  orderNo: line(80).optional(),
  tag: line(40).optional(),
  escalated: z.enum(['yes']).optional(),
  overdue: z.enum(['yes']).optional(),
  createdFrom: instant.optional(),
  createdTo: instant.optional(),
  /** A ticket number, or words of the subject. */
  q: text(100).optional(),
  /** `due` (the nearest limit first) shows what is still open, unless a state is chosen. */
  sort: z.enum(['activity', 'due', 'created']).default('activity'),
})
export type TicketFilter = z.infer<typeof ticketFilter>

export const ticketCounts = z.strictObject({
  mine: z.number().int(),
  responsible: z.number().int(),
  new: z.number().int(),
  group: z.number().int(),
  department: z.number().int(),
  escalated: z.number().int(),
  /** Read by the index of limits and no further than 100: show 100 as "99+". */
  overdue: z.number().int().max(100),
})
export type TicketCounts = z.infer<typeof ticketCounts>

const seen = { audience: 'staff', permission: 'tickets.view' } as const

export const listTickets = endpoint({
  ...seen,
  method: 'GET',
  path: '/api/tickets',
  summary: 'Tickets I may see, by filter, in keyset pages, with the kept counters of my lists',
  query: ticketFilter.extend({
    cursor: z.string().max(300).optional(),
    limit: z.coerce.number().int().min(1).max(100).default(50),
  }),
  reply: z.strictObject({ items: z.array(ticketRow), nextCursor: z.string().nullable(), counts: ticketCounts }),
})

export const listTags = endpoint({
  ...seen,
  method: 'GET',
  path: '/api/tickets/tags',
  summary: 'Tags in use on newer tickets that I look after, the most used first',
  reply: z.strictObject({ items: z.array(z.string()) }),
})

/** As many tickets as one change or a glance may name. */
export const countedAtMost = 10_000

export const countTickets = endpoint({
  ...seen,
  method: 'GET',
  path: '/api/tickets/count',
  summary: 'How many tickets a filter finds, counted no further than 10,000',
  query: ticketFilter,
  reply: z.strictObject({ count: z.number().int().max(countedAtMost), more: z.boolean() }),
})

/** Columns in their order; a width in pixels where somebody pulled it. */
export const columnLayout = z
  .array(z.strictObject({ key: z.enum(ticketColumns), width: z.number().int().min(40).max(1000).optional() }))
  .min(1)
  .max(ticketColumns.length)
  .refine((columns) => new Set(columns.map(({ key }) => key)).size === columns.length)
export type ColumnLayout = z.infer<typeof columnLayout>

export const getColumns = endpoint({
  ...seen,
  method: 'GET',
  path: '/api/tickets/columns',
  summary: 'The columns of my ticket list, in order, with widths',
  reply: z.strictObject({ columns: columnLayout }),
})
export const setColumns = endpoint({
  ...seen,
  method: 'PUT',
  path: '/api/tickets/columns',
  summary: 'Keep the columns of my ticket list',
  body: z.strictObject({ columns: columnLayout }),
  reply: z.strictObject({ columns: columnLayout }),
})

const viewFields = {
  name: line(40),
  shared: z.boolean(),
  filter: ticketFilter,
  /** Absent: the columns of whoever looks. */
  columns: columnLayout.nullable(),
}
export const ticketSavedView = z.strictObject({ id, mine: z.boolean(), ...viewFields }).meta({ id: 'TicketView' })
export type TicketSavedView = z.infer<typeof ticketSavedView>

export const listTicketViews = endpoint({
  ...seen,
  method: 'GET',
  path: '/api/ticket-views',
  summary: 'My saved views and those shared by people of my groups',
  reply: z.strictObject({ items: z.array(ticketSavedView) }),
})
export const createTicketView = endpoint({
  ...seen,
  method: 'POST',
  path: '/api/ticket-views',
  summary: 'Save a filter as a view',
  body: z.strictObject({
    name: viewFields.name,
    shared: z.boolean().default(false),
    filter: viewFields.filter,
    columns: viewFields.columns.default(null),
  }),
  reply: z.strictObject({ view: ticketSavedView }),
})
export const updateTicketView = endpoint({
  ...seen,
  method: 'PATCH',
  path: '/api/ticket-views/:id',
  summary: 'Rename, share or change a view of mine',
  params: byId,
  body: z.strictObject(viewFields).partial(),
  reply: z.strictObject({ view: ticketSavedView }),
})
export const deleteTicketView = endpoint({
  ...seen,
  method: 'DELETE',
  path: '/api/ticket-views/:id',
  summary: 'Forget a view of mine',
  params: byId,
  reply: done,
})
