import { buffer } from 'node:stream/consumers'
import { AppError } from '../../../domain/errors.ts'
import { seesOnlyPart } from '../../../domain/tickets/access.ts'
import type { RecordSheet } from '../../../domain/tickets/records/record-contract.ts'
import { type RecordForm, recordExtras, recordFields } from '../../../domain/tickets/records/records.ts'
import type { Ctx } from '../../platform/context.ts'
import type { Sheet } from '../../platform/sheets/sheet.ts'
import { xlsx } from '../../platform/sheets/xlsx.ts'
import { staffActor, ticketFor } from '../access.ts'
import { factsOf } from '../queries.ts'
import { rowsOfTickets } from '../view-queries.ts'
import { rowView } from '../views.ts'
import { complaintFacts } from './complaint-facts.ts'
import { projections, type RecordCase } from './projection.ts'
import { recordSources } from './queries.ts'
import { type Wording, wordingFor } from './wording.ts'

type Wanted = { id: string; form: RecordForm }

/** One form of one ticket. Whoever answers for a department reads their part on the page, and no form of the case. */
export async function readRecord(ctx: Ctx, { id, form }: Wanted): Promise<RecordSheet> {
  const row = await ticketFor(ctx, id, 'view')
  if (seesOnlyPart(ctx.actor, factsOf(row))) throw new AppError('not_allowed')
  const wording = await wordingFor(ctx)
  const [values] = await recordValues(ctx, [id], { form, wording })
  if (!values) throw new AppError('not_found')
  const { word } = wording
  const field = (key: string) => ({ key, label: word(form, key), value: values[key] ?? '' })
  return {
    form,
    title: word('form', form),
    centre: wording.centre,
    ticketId: id,
    no: row.no,
    fields: recordFields[form].map(field),
    more: recordExtras[form].map(field),
    madeAt: wording.time(ctx.clock.now()),
    madeBy: word('words', 'person', staffActor(ctx)),
  }
}

/** The form as a workbook of one row: the same columns as the export of a whole view. */
export async function recordFile(ctx: Ctx, wanted: Wanted): Promise<{ name: string; bytes: Buffer }> {
  const { no, title, fields, more } = await readRecord(ctx, wanted)
  const all = [...fields, ...more]
  const sheet: Sheet = {
    name: title,
    columns: all.map(({ label }) => ({ label, width: 24 })),
    rows: [all.map(({ value }) => value)],
  }
  return { name: `${title} ${no}.xlsx`, bytes: await buffer(xlsx(sheet)) }
}

type Manner = { form: RecordForm; wording: Wording }

/** The forms of many tickets, in the order of the ids; of what this reader sees only a part of, none. */
export async function recordValues(
  ctx: Ctx,
  ids: readonly string[],
  { form, wording }: Manner,
): Promise<Record<string, string>[]> {
  const [rows, sources, complaints] = await Promise.all([
    rowsOfTickets(ctx, ids),
    recordSources(ctx, ids),
    complaintFacts(ctx, ids),
  ])
  const rowById = new Map(rows.map((row) => [row.id, row]))
  const sourceById = new Map(sources.map((source) => [source.id, source]))
  return ids.flatMap((id): Record<string, string>[] => {
    const [row, source] = [rowById.get(id), sourceById.get(id)]
    if (!row || !source || seesOnlyPart(ctx.actor, factsOf(row))) return []
    const one: RecordCase = { row, source, shown: rowView(row, ctx.actor), complaint: complaints.get(id) }
    return [projections[form](one, wording)]
  })
}
