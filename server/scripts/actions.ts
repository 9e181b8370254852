import { editRatio, isOverEdited } from '../../domain/scripts/edit-ratio.ts'
import type { Tx } from '../platform/context.ts'
import { seedCategories } from '../settings/actions.ts'
import { shippedScripts } from './content.ts'
import { countUse, insertScripts, scriptKeys } from './queries.ts'

/** Brings the shipped texts into an installation: categories and scripts that are not there yet; what is there stays. */
export async function seedContent(tx: Tx): Promise<void> {
  await seedCategories(tx)
  await seedScripts(tx)
}

async function seedScripts(tx: Tx): Promise<void> {
  const known = await scriptKeys(tx)
  const createdAt = tx.clock.now()
  const missing = shippedScripts()
    .items.map((item, position) => ({ ...item, position, id: tx.clock.newId() }))
    .filter((item) => !known.has(item.key))
  if (missing.length === 0) return
  const scripts = missing.map(({ id, key, category, position }) => ({
    id,
    key,
    category,
    position,
    retiredAt: null,
    createdAt,
  }))
  const versions = missing.map(({ id, title, text }) => ({
    id: tx.clock.newId(),
    scriptId: id,
    version: 1,
    state: 'published' as const,
    title,
    text,
    authorId: null,
    createdAt,
  }))
  await insertScripts(tx, scripts, versions)
  for (const { id, key } of missing) {
    tx.record({
      subject: { type: 'script', id },
      kind: 'script.published',
      to: 'published',
      payload: { key, version: 1 },
    })
  }
}

type Use = { key: string; filled: string; sent: string }

/**
 * Notes that a message was sent from a script, with how far the agent moved from it (R70). Null when there is no such
 * script: the message has been sent all the same.
 */
export async function recordScriptUse(
  tx: Tx,
  { key, filled, sent }: Use,
): Promise<{ version: number; editRatio: number } | null> {
  const ratio = editRatio(sent, filled)
  const version = await countUse(tx, key, { ratio, over: isOverEdited(ratio) })
  return version === null ? null : { version, editRatio: ratio }
}
