import type { Input, Reply } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type * as contract from '../../../domain/tickets/field-contract.ts'
import type { FieldFields, FieldView, NewField } from '../../../domain/tickets/field-contract.ts'
import { presets } from '../../../domain/tickets/field-presets.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { assertMayChange } from '../../settings/access.ts'
import { deleteField, fieldsInOrder, holdFields, writeField } from './queries.ts'

export async function listFields(ctx: Ctx): Promise<Reply<typeof contract.listFieldSettings>> {
  return { items: await fieldsInOrder(ctx) }
}

export function addField(ctx: Ctx, field: NewField): Promise<FieldView> {
  return change(ctx, async (tx, fields) => {
    if (fields.some(({ key }) => key === field.key)) throw new AppError('already_exists')
    const [made] = await write(tx, [field], fields.length)
    return made as FieldView
  })
}

export function changeField(ctx: Ctx, { id, ...wanted }: { id: string } & FieldFields): Promise<FieldView> {
  return change(ctx, async (tx, fields) => {
    const position = fields.findIndex((one) => one.id === id)
    const before = fields[position]
    if (!before) throw new AppError('not_found')
    const after = { ...before, ...wanted }
    refuseEmptyChoice(after)
    await writeField(tx, { ...after, position })
    record(tx, 'ticket_field.changed', after)
    return after
  })
}

export function dropField(ctx: Ctx, { id }: { id: string }): Promise<{ ok: true }> {
  return change(ctx, async (tx, fields) => {
    const field = fields.find((one) => one.id === id)
    if (!field) throw new AppError('not_found')
    if (field.usedBy > 0) throw new AppError('still_in_use')
    await deleteField(tx, id)
    record(tx, 'ticket_field.removed', field)
    return { ok: true }
  })
}

export function sortFields(ctx: Ctx, { ids }: Input<typeof contract.orderFields>): Promise<{ ok: true }> {
  return change(ctx, async (tx, fields) => {
    const known = fields.map(({ id }) => id).toSorted()
    // Somebody added one or the screen is old: an order that forgets one is not applied.
    if (known.join() !== ids.toSorted().join()) throw new AppError('stale')
    const ordered = ids.flatMap((id) => fields.filter((one) => one.id === id))
    for (const [position, field] of ordered.entries()) await writeField(tx, { ...field, position })
    const [id = ''] = ids
    tx.record({ subject: { type: 'ticket_field', id }, kind: 'ticket_field.reordered', payload: { ids } })
    return { ok: true }
  })
}

export function addPreset(
  ctx: Ctx,
  { industry }: Input<typeof contract.addFieldPreset>,
): Promise<Reply<typeof contract.addFieldPreset>> {
  return change(ctx, async (tx, fields) => {
    const known = new Set(fields.map(({ key }) => key))
    const missing = presets[industry].filter(({ key }) => !known.has(key))
    const wanted = missing.map((one) => ({ ...one, choices: [...one.choices], active: true }))
    const made = await write(tx, wanted, fields.length)
    return { items: [...fields, ...made], added: made.length }
  })
}

async function write(tx: Tx, wanted: readonly NewField[], after: number): Promise<FieldView[]> {
  const made: FieldView[] = []
  for (const [index, field] of wanted.entries()) {
    refuseEmptyChoice(field)
    const id = tx.clock.newId()
    await writeField(tx, { ...field, id, position: after + index })
    made.push({ ...field, id, usedBy: 0 })
    record(tx, 'ticket_field.added', { ...field, id })
  }
  return made
}

/** A choice of nothing could never be made, and required it would stop every ticket. */
function refuseEmptyChoice({ kind, choices }: Pick<NewField, 'kind' | 'choices'>): void {
  const isOnce = new Set(choices).size === choices.length
  if (kind === 'choice' ? choices.length > 0 && isOnce : choices.length === 0) return
  throw new AppError('invalid_input', {}, { choices: choices.length === 0 ? 'missing' : 'unknown' })
}

function change<T>(ctx: Ctx, work: (tx: Tx, fields: FieldView[]) => Promise<T>): Promise<T> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    await holdFields(tx)
    const answer = await work(tx, await fieldsInOrder(tx))
    tx.afterCommit(() => tx.platform.hints.publish({ topic: 'settings.changed' }))
    return answer
  })
}

function record(tx: Tx, kind: string, { id, key, active, requiredAt }: Omit<NewField, 'label'> & { id: string }): void {
  tx.record({ subject: { type: 'ticket_field', id }, kind, payload: { key, active, requiredAt } })
}
