import type { Input, Reply } from '../../domain/contract.ts'
import { AppError } from '../../domain/errors.ts'
import { scopesOf } from '../../domain/identity/permissions.ts'
import type { Locale } from '../../domain/locale.ts'
import type * as contract from '../../domain/scripts/contract.ts'
import type { ScriptFile } from '../../domain/scripts/contract.ts'
import { variablesOf } from '../../domain/scripts/fill.ts'
import type { Ctx } from '../platform/context.ts'
import { actorId } from '../platform/events.ts'
import { fold } from '../platform/segment.ts'
import { shippedScripts } from './content.ts'
import { openProposals, ownProposals, publishedScripts, retiredScripts, scriptById, versionsOf } from './queries.ts'

export async function listScripts(
  ctx: Ctx,
  { locale = ownLocale(ctx), q = '', category }: Input<typeof contract.listScripts>,
): Promise<Reply<typeof contract.listScripts>> {
  const words = fold(q).split(/\s+/).filter(Boolean)
  const found = (await publishedScripts(ctx))
    .filter((script) => !category || script.category === category)
    .map((script) => ({ script, score: scoreOf(script, locale, words) }))
    .filter(({ score }) => score > 0)
  if (words.length > 0) found.sort((a, b) => b.score - a.score || b.script.useCount - a.script.useCount)
  const variables = shippedScripts().variables.map(({ key, name, autofill }) => ({ key, name: name[locale], autofill }))
  const variable = (key: string) => variables.find((one) => one.key === key) ?? { key, name: key, autofill: false }
  return {
    items: found.map(({ script: { id, key, category, version, useCount, title, text } }) => ({
      id,
      key,
      category,
      version,
      useCount,
      title: title[locale],
      text: text[locale],
      variables: variablesOf(text[locale]).map(variable),
    })),
    categories: shippedScripts().categories.map(({ key, name }) => ({ key, name: name[locale] })),
    variables,
  }
}

type Searched = { key: string; title: Record<Locale, string>; text: Record<Locale, string> }

/** Every word must stand somewhere: in the title 4, in the key 2, in the text 1; without words everything fits alike. */
function scoreOf({ key, title, text }: Searched, locale: Locale, words: string[]): number {
  const [inTitle, inText] = [fold(title[locale]), fold(text[locale])]
  const scores = words.map(
    (word) => (inTitle.includes(word) ? 4 : 0) + (key.includes(word) ? 2 : 0) + (inText.includes(word) ? 1 : 0),
  )
  return scores.includes(0) ? 0 : scores.reduce((sum, score) => sum + score, 1)
}

export async function scriptFile(ctx: Ctx, id: string): Promise<ScriptFile> {
  const script = await scriptById(ctx, id)
  if (!script) throw new AppError('not_found')
  const versions = (await versionsOf(ctx, id)).filter((version) => mayRead(ctx, version))
  if (versions.length === 0) throw new AppError('not_found')
  const isPublished = versions.some(({ state }) => state === 'published')
  const { key, category, retiredAt, useCount, editRatioSum, overEditedCount } = script
  return {
    id,
    key,
    category,
    state: retiredAt ? 'retired' : isPublished ? 'published' : 'proposed',
    useCount,
    editRatio: useCount > 0 ? editRatioSum / useCount : null,
    overEdited: useCount > 0 ? overEditedCount / useCount : null,
    versions: versions.map(({ id, version, state, title, text, author, at, reason }) => ({
      id,
      version,
      state,
      title,
      text,
      author,
      at: at.toISOString(),
      reason,
    })),
  }
}

/** What waits for a decision, or was declined, concerns its author and who decides; it is nothing to be used yet. */
export function mayRead(ctx: Ctx, { state, authorId }: { state: string; authorId: string | null }): boolean {
  return state === 'published' || state === 'replaced' || mayPublish(ctx) || authorId === actorId(ctx.actor)
}

const declinedShownDays = 30

export async function listScriptProposals(ctx: Ctx): Promise<Reply<typeof contract.listScriptProposals>> {
  const locale = ownLocale(ctx)
  const line = <T extends { title: Record<Locale, string>; at: Date }>(row: T) => ({
    ...row,
    title: row.title[locale],
    at: row.at.toISOString(),
  })
  if (mayPublish(ctx)) {
    const [proposed, retired] = await Promise.all([openProposals(ctx), retiredScripts(ctx)])
    return { proposed: proposed.map(line), retired: retired.map(line) }
  }
  const since = new Date(ctx.clock.now().getTime() - declinedShownDays * 86_400_000)
  const author = actorId(ctx.actor)
  return { proposed: author ? (await ownProposals(ctx, author, since)).map(line) : [], retired: [] }
}

/** Model 2.5: the knowledge manager decides, others propose. */
export function mayPublish({ actor }: Ctx): boolean {
  return actor.kind === 'staff' && scopesOf(actor.roles, 'scripts.manage').includes('all')
}

const ownLocale = ({ actor }: Ctx): Locale => ('locale' in actor ? actor.locale : 'zh-CN')
