import type { RecordForm } from '../../domain/tickets/records/records.ts'

export const recordFileUrl = (ticketId: string, form: RecordForm) => `/api/tickets/${ticketId}/records/${form}/file`
export const recordPagePath = (ticketId: string, form: RecordForm) => `/tickets/${ticketId}/print/${form}`
