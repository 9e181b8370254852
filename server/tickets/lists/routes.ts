import { contentDisposition } from '../../../domain/attachments/file-name.ts'
import * as bulk from '../../../domain/tickets/lists/bulk-contract.ts'
import * as exports from '../../../domain/tickets/lists/export-contract.ts'
import * as lists from '../../../domain/tickets/lists/list-contract.ts'
import type { App } from '../../platform/http.ts'
import { serve } from '../../platform/route.ts'
import { ticketRecordRoutes } from '../records/routes.ts'
import { askForBulk, cancelBulk, myBulk, myBulks, undoBulk } from './bulk/asking.ts'
import { askForExport, cancelExport, fetchExport, myExport, myExports } from './export/asking.ts'
import { countTickets, listTickets } from './reading.ts'
import {
  changeTicketView,
  forgetTicketView,
  keepColumns,
  myColumns,
  myTicketViews,
  saveTicketView,
} from './saved-views.ts'
import { tagsInUse } from './tags.ts'

const mimes = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}

/** Lists, what is done with whole lists, and the forms of records. */
export function ticketListRoutes(app: App): void {
  ticketRecordRoutes(app)
  serve(app, lists.listTags, (ctx) => tagsInUse(ctx))
  serve(app, lists.listTickets, (ctx, input) => listTickets(ctx, input))
  serve(app, lists.countTickets, (ctx, input) => countTickets(ctx, input))
  serve(app, lists.getColumns, async (ctx) => ({ columns: await myColumns(ctx) }))
  serve(app, lists.setColumns, (ctx, input) => keepColumns(ctx, input))
  serve(app, lists.listTicketViews, (ctx) => myTicketViews(ctx))
  serve(app, lists.createTicketView, (ctx, input) => saveTicketView(ctx, input))
  serve(app, lists.updateTicketView, (ctx, input) => changeTicketView(ctx, input))
  serve(app, lists.deleteTicketView, (ctx, input) => forgetTicketView(ctx, input))
  serve(app, bulk.changeManyTickets, (ctx, input) => askForBulk(ctx, input))
  serve(app, bulk.listBulkChanges, (ctx) => myBulks(ctx))
  serve(app, bulk.getBulkChange, (ctx, input) => myBulk(ctx, input))
  serve(app, bulk.cancelBulkChange, (ctx, input) => cancelBulk(ctx, input))
  serve(app, bulk.undoBulkChange, (ctx, input) => undoBulk(ctx, input))
  serve(app, exports.exportTickets, (ctx, input) => askForExport(ctx, input))
  serve(app, exports.listExports, (ctx) => myExports(ctx))
  serve(app, exports.getExport, (ctx, input) => myExport(ctx, input))
  serve(app, exports.cancelExport, (ctx, input) => cancelExport(ctx, input))
  serve(app, exports.exportFile, async (ctx, input, { reply }) => {
    const { name, format, size, storageKey } = await fetchExport(ctx, input)
    reply.type(mimes[format]).header('content-length', size).header('cache-control', 'private, no-store')
    reply.header('content-disposition', contentDisposition('attachment', name))
    // Fastify sends a stream as it is; the contract's string stands for "the bytes".
    return (await ctx.platform.files.read(storageKey)) as unknown as string
  })
}
