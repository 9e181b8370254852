import type { Input } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import type * as contract from '../../domain/scripts/contract.ts'
import type { ScriptFile } from '../../domain/scripts/contract.ts'
import { type Ctx, type Tx, transact } from '../platform/context.ts'
import { actorId } from '../platform/events.ts'
import { shippedScripts } from './content.ts'
import { mayPublish, mayRead, scriptFile } from './library.ts'
import {
  decideVersion,
  heldScript,
  insertScripts,
  insertVersions,
  nextPosition,
  setRetired,
  type Version,
  versionsOf,
  type Wording,
} from './queries.ts'

export async function createScript(ctx: Ctx, input: Input<typeof contract.createScript>): Promise<ScriptFile> {
  const { category, title, text } = input
  if (!shippedScripts().categories.some((one) => one.key === category)) throw new AppError('not_found')
  return transact(ctx, async (tx) => {
    const id = tx.clock.newId()
    const position = await nextPosition(tx, category)
    // The key is for ever and means nothing to people; its tail is the random part of the id.
    const key = `${category}.own_${id.slice(-12)}`
    const version = newVersion(tx, id, 1, { title, text })
    const script = { id, key, category, position, retiredAt: null, createdAt: tx.clock.now() }
    await insertScripts(tx, [script], [version])
    recordVersion(tx, version)
    return scriptFile(tx, id)
  })
}

export async function editScript(
  ctx: Ctx,
  { id, title, text }: Input<typeof contract.editScript>,
): Promise<ScriptFile> {
  return transact(ctx, async (tx) => {
    const { versions } = await held(tx, id, { retired: false })
    if (!versions.some((one) => mayRead(tx, one))) throw new AppError('not_found')
    const version = newVersion(tx, id, (versions[0]?.version ?? 0) + 1, { title, text })
    if (version.state === 'published') await replacePublished(tx, versions)
    await insertVersions(tx, [version])
    recordVersion(tx, version)
    return scriptFile(tx, id)
  })
}

export async function publishScript(
  ctx: Ctx,
  { id, version }: Input<typeof contract.publishScript>,
): Promise<ScriptFile> {
  requirePublisher(ctx)
  return transact(ctx, async (tx) => {
    const { versions } = await held(tx, id, { retired: false })
    const proposed = proposal(versions, version)
    await replacePublished(tx, versions)
    await decideVersion(tx, proposed.id, { state: 'published', ...decision(tx) })
    record(tx, id, { kind: 'script.published', from: 'proposed', to: 'published', payload: { version } })
    return scriptFile(tx, id)
  })
}

export async function declineScript(
  ctx: Ctx,
  { id, version, reason }: Input<typeof contract.declineScript>,
): Promise<ScriptFile> {
  requirePublisher(ctx)
  return transact(ctx, async (tx) => {
    const { versions } = await held(tx, id, { retired: false })
    await decideVersion(tx, proposal(versions, version).id, { state: 'declined', ...decision(tx), reason })
    record(tx, id, { kind: 'script.declined', from: 'proposed', to: 'declined', reason, payload: { version } })
    return scriptFile(tx, id)
  })
}

export async function retireScript(ctx: Ctx, { id, reason }: Input<typeof contract.retireScript>): Promise<ScriptFile> {
  requirePublisher(ctx)
  return transact(ctx, async (tx) => {
    const { versions } = await held(tx, id, { retired: false })
    if (!versions.some(({ state }) => state === 'published')) throw new AppError('wrong_state')
    await setRetired(tx, id, tx.clock.now())
    record(tx, id, { kind: 'script.retired', from: 'published', to: 'retired', reason })
    return scriptFile(tx, id)
  })
}

export async function restoreScript(ctx: Ctx, { id }: Input<typeof contract.restoreScript>): Promise<ScriptFile> {
  requirePublisher(ctx)
  return transact(ctx, async (tx) => {
    await held(tx, id, { retired: true })
    await setRetired(tx, id, null)
    record(tx, id, { kind: 'script.restored', from: 'retired', to: 'published' })
    return scriptFile(tx, id)
  })
}

function requirePublisher(ctx: Ctx): void {
  if (!mayPublish(ctx)) throw new AppError('not_allowed')
}

type Versions = Awaited<ReturnType<typeof versionsOf>>

async function held(tx: Tx, id: string, wanted: { retired: boolean }): Promise<{ versions: Versions }> {
  const script = await heldScript(tx, id)
  if (!script) throw new AppError('not_found')
  if ((script.retiredAt !== null) !== wanted.retired) throw new AppError('wrong_state')
  return { versions: await versionsOf(tx, id) }
}

function newVersion(tx: Tx, scriptId: string, version: number, { title, text }: Wording): Version {
  const state = mayPublish(tx) ? 'published' : 'proposed'
  return {
    id: tx.clock.newId(),
    scriptId,
    version,
    state,
    title,
    text,
    authorId: actorId(tx.actor),
    createdAt: tx.clock.now(),
  }
}

function proposal(versions: Versions, wanted: number): Versions[number] {
  const found = versions.find(({ version }) => version === wanted)
  if (!found) throw new AppError('not_found')
  if (found.state !== 'proposed') throw new AppError('wrong_state')
  return found
}

async function replacePublished(tx: Tx, versions: Versions): Promise<void> {
  const present = versions.find(({ state }) => state === 'published')
  if (present) await decideVersion(tx, present.id, { state: 'replaced', ...decision(tx) })
}

const decision = (tx: Tx) => ({ decidedBy: actorId(tx.actor), decidedAt: tx.clock.now() })

function recordVersion(tx: Tx, { scriptId, version, state }: Version): void {
  record(tx, scriptId, { kind: `script.${state}`, to: state, payload: { version } })
}

type Change = Omit<Parameters<Tx['record']>[0], 'subject'>

function record(tx: Tx, scriptId: string, change: Change): void {
  tx.record({ subject: { type: 'script', id: scriptId }, ...change })
}
