import { contentDisposition } from '../../../domain/attachments/file-name.ts'
import * as contract from '../../../domain/tickets/records/record-contract.ts'
import type { App } from '../../platform/http.ts'
import { serve } from '../../platform/route.ts'
import { readRecord, recordFile } from './sheets.ts'

const workbook = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export function ticketRecordRoutes(app: App): void {
  serve(app, contract.getRecord, async (ctx, input) => ({ record: await readRecord(ctx, input) }))
  serve(app, contract.getRecordFile, async (ctx, input, { reply }) => {
    const { name, bytes } = await recordFile(ctx, input)
    reply.type(workbook).header('cache-control', 'private, no-store')
    reply.header('content-disposition', contentDisposition('attachment', name))
    // Fastify sends bytes as they are; the contract's string stands for them.
    return bytes as unknown as string
  })
}
