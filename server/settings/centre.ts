import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type * as contract from '../../domain/settings/contract.ts'
import type { CentreView } from '../../domain/settings/contract.ts'
import { type Ctx, transact } from '../platform/context.ts'
import { assertMayChange } from './access.ts'
import { tellChange } from './memory.ts'
import { type Centre, centre, changeCentre } from './queries.ts'

const changeable = ['name', 'locale', 'timeZone', 'surveyRestHours', 'lowScore', 'compensation'] as const

export async function getCentre(ctx: Ctx): Promise<CentreView> {
  return viewOf(await existing(ctx))
}

export async function updateCentre(ctx: Ctx, change: Input<typeof contract.updateCentre>): Promise<CentreView> {
  assertMayChange(ctx)
  return transact(ctx, async (tx) => {
    const before = await existing(tx)
    const after = { ...before, ...change }
    const fields = changeable.filter((field) => JSON.stringify(before[field]) !== JSON.stringify(after[field]))
    await changeCentre(tx, change)
    if (fields.length > 0) {
      tx.record({ subject: { type: 'centre', id: before.id }, kind: 'centre.changed', payload: { fields } })
    }
    tellChange(tx)
    return viewOf(after)
  })
}

async function existing(ctx: Ctx): Promise<Centre> {
  const here = await centre(ctx)
  if (!here) throw new AppError('not_found')
  return here
}

function viewOf({ id: _id, setUpAt, ...centre }: Centre): CentreView {
  return { ...centre, setUpAt: setUpAt.toISOString() }
}
