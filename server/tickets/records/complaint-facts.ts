import type { Ctx } from '../../platform/context.ts'

/** What a complaint knows beyond its ticket (model 2.2 "Complaint"). */
export type ComplaintFacts = {
  complainedAt: Date
  reason: string
  firstHandler: string
  plan: { text: string; owner: string; due: Date | null }[]
  customerFeedback: string
  escalatedAt: Date | null
  escalationReason: string
  responsibleAgent: string
  retrainingCourse: string
  revisit: string
}

type Read = (ctx: Ctx, ticketIds: readonly string[]) => Promise<ReadonlyMap<string, ComplaintFacts>>
let read: Read = async () => new Map()

/** Complaints stand above tickets: their area hands in how to read them, once, from the composition root. */
export function feedComplaintSheets(reader: Read): void {
  read = reader
}

export const complaintFacts: Read = (ctx, ticketIds) => read(ctx, ticketIds)
