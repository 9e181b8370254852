import { z } from 'zod'
import { byId, endpoint, id, instant, line, localeCode, localized, text } from '../contract.ts'

/** published: on the desk; proposed: waits for the knowledge manager; retired: put away, its history stays. */
export const scriptStates = ['published', 'proposed', 'retired'] as const

const variable = z.strictObject({ key: z.string(), name: z.string(), autofill: z.boolean() })
const category = z.strictObject({ key: z.string(), name: z.string() })

/** A published script in one language, as the reply box offers it. */
export const scriptView = z.strictObject({
  id,
  key: z.string(),
  category: z.string(),
  title: z.string(),
  /** With its `{{variables}}`; fill with domain/scripts/fill.ts. */
  text: z.string(),
  variables: z.array(variable),
  version: z.number().int(),
  useCount: z.number().int(),
})
export type ScriptView = z.infer<typeof scriptView>

export const listScripts = endpoint({
  method: 'GET',
  path: '/api/scripts',
  audience: 'staff',
  permission: 'scripts.use',
  summary: 'Published scripts in one language, best match first, else by category and use (SOP 004 二(一)4)',
  query: z.strictObject({
    locale: localeCode.optional(),
    q: z.string().max(100).optional(),
    category: z.string().max(40).optional(),
  }),
  reply: z.strictObject({ items: z.array(scriptView), categories: z.array(category), variables: z.array(variable) }),
})

export const scriptVersion = z.strictObject({
  id,
  version: z.number().int(),
  state: z.enum(['proposed', 'published', 'replaced', 'declined']),
  title: localized,
  text: localized,
  author: z.string().nullable(),
  at: instant,
  /** Why it was declined. */
  reason: z.string().nullable(),
})
export type ScriptVersion = z.infer<typeof scriptVersion>

/** One script in all languages with every version. */
export const scriptFile = z.strictObject({
  id,
  key: z.string(),
  category: z.string(),
  state: z.enum(scriptStates),
  useCount: z.number().int(),
  /** Mean edit ratio and share of uses over 10 % (R70); null before the first use. */
  editRatio: z.number().nullable(),
  overEdited: z.number().nullable(),
  versions: z.array(scriptVersion),
})
export type ScriptFile = z.infer<typeof scriptFile>

const wording = { title: z.strictObject({ 'zh-CN': line(60), 'zh-TW': line(60), en: line(60) }), text: spoken() }
function spoken() {
  const said = text(2000).refine((value) => value.trim().length > 0)
  return z.strictObject({ 'zh-CN': said, 'zh-TW': said, en: said })
}

const manage = { audience: 'staff', permission: 'scripts.manage', reply: scriptFile } as const

export const getScript = endpoint({
  method: 'GET',
  path: '/api/scripts/:id',
  audience: 'staff',
  permission: 'scripts.use',
  summary: 'One script with its versions, use and edit figures',
  params: byId,
  reply: scriptFile,
})
export const createScript = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/scripts',
  summary: 'Write a script: the knowledge manager publishes it at once, others propose it',
  body: z.strictObject({ category: z.string().max(40), ...wording }),
})
export const editScript = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/scripts/:id/versions',
  summary: 'Write a new version; the present one stays on the desk until the new one is published',
  params: byId,
  body: z.strictObject(wording),
})
export const publishScript = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/scripts/:id/publish',
  summary: 'Publish a proposed version; it replaces the present one',
  params: byId,
  body: z.strictObject({ version: z.number().int().positive() }),
  errors: ['wrong_state'],
})
export const declineScript = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/scripts/:id/decline',
  summary: 'Decline a proposed version with a reason its author can read',
  params: byId,
  body: z.strictObject({ version: z.number().int().positive(), reason: line(300) }),
  errors: ['wrong_state'],
})
export const retireScript = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/scripts/:id/retire',
  summary: 'Take a script off the desk',
  params: byId,
  body: z.strictObject({ reason: line(300) }),
  errors: ['wrong_state'],
})
export const restoreScript = endpoint({
  ...manage,
  method: 'POST',
  path: '/api/scripts/:id/restore',
  summary: 'Put a retired script back on the desk',
  params: byId,
  errors: ['wrong_state'],
})

/** A line of the manager's lists. */
const scriptSummary = z.strictObject({
  id,
  key: z.string(),
  category: z.string(),
  title: z.string(),
  version: z.number().int(),
  author: z.string().nullable(),
  at: instant,
  state: z.enum(['proposed', 'declined', 'retired']),
})
export const listScriptProposals = endpoint({
  method: 'GET',
  path: '/api/scripts/proposals',
  audience: 'staff',
  permission: 'scripts.manage',
  summary:
    'Versions that wait for a decision and retired scripts: all for the knowledge manager, own proposals for others',
  reply: z.strictObject({ proposed: z.array(scriptSummary), retired: z.array(scriptSummary) }),
})
