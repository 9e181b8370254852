import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'
import { type Cast, cast } from '../../test/cast.ts'
import { type CallerName, type Callers, callers } from '../world/callers.ts'
import { insertSubjects, type Subject } from '../world/conversations.ts'
import { golden } from './golden.ts'

let app: TestApp
let people: Cast
let who: Callers
const subjects = new Map<CallerName, Subject>()
const readers = ['visitor', 'identified', 'agent', 'senior', 'supervisor'] as const

beforeAll(async () => {
  app = await startTestApp()
  people = await cast(app)
  who = await callers(app, people)
  const wanted = readers.map((name) => ({
    relation: who[name].kind === 'visitor' ? ('own' as const) : ('mine' as const),
    caller: who[name],
  }))
  const made = await insertSubjects(app, people, wanted)
  for (const [index, name] of readers.entries()) subjects.set(name, made[index] as Subject)
})
afterAll(() => app.close())

const reads: Record<string, { url(subject: Subject): string; by: readonly CallerName[] }> = {
  'GET /api/conversations/:id': { url: ({ id }) => `/api/conversations/${id}`, by: ['agent', 'senior', 'supervisor'] },
  'GET /api/conversations/:id/messages': {
    url: ({ id }) => `/api/conversations/${id}/messages`,
    by: ['agent', 'senior', 'supervisor'],
  },
  'GET /api/customers/:id': {
    url: ({ customerId }) => `/api/customers/${customerId}`,
    by: ['agent', 'senior', 'supervisor'],
  },
  'GET /api/widget/conversations/:id': {
    url: ({ id }) => `/api/widget/conversations/${id}`,
    by: ['visitor', 'identified'],
  },
  'GET /api/widget/conversations/:id/messages': {
    url: ({ id }) => `/api/widget/conversations/${id}/messages`,
    by: ['visitor', 'identified'],
  },
  'GET /api/session': { url: () => '/api/session', by: ['agent', 'senior', 'supervisor'] },
  'GET /api/colleagues': { url: () => '/api/colleagues', by: ['agent', 'senior', 'supervisor'] },
}

/** `a.b`, `list[].c`; a value that is always null or empty is told so: it is there for somebody else. */
function pathsOf(value: unknown, at = ''): string[] {
  if (Array.isArray(value))
    return value.length === 0 ? [`${at}[] empty`] : value.flatMap((one) => pathsOf(one, `${at}[]`))
  if (typeof value !== 'object' || value === null) return [value === null ? `${at} null` : at]
  return Object.entries(value).flatMap(([key, part]) => pathsOf(part, at ? `${at}.${key}` : key))
}

test('each reader gets the fields of the golden file, and no other', async () => {
  const parts: string[] = []
  for (const [thing, { url, by }] of Object.entries(reads)) {
    const lines = new Map<string, CallerName[]>()
    for (const name of by) {
      const answer = await app.http.inject({
        method: 'GET',
        url: url(subjects.get(name) as Subject),
        headers: who[name].headers,
      })
      expect(answer.statusCode, `${thing} by ${name}`).toBe(200)
      const paths = [...new Set(pathsOf(answer.json()))].sort().join('\n')
      lines.set(paths, [...(lines.get(paths) ?? []), name])
    }
    parts.push(`## ${thing}`, '')
    for (const [paths, names] of lines) parts.push(`${names.join(', ')}:`, '```', paths, '```', '')
  }
  const { expected, actual } = golden('fields.md', `${head}\n${parts.join('\n')}`)
  expect(actual).toBe(expected)
})

const head = `# Which fields a reader gets

Made by \`security/matrix/fields.test.ts\` (\`UPDATE_GOLDEN=1\` writes it anew). \`null\` and \`empty\` are part of the promise: a customer
sees no ids of the staff, a contact is a mask.
`

test('a customer hears nothing of the house: no note, no id of the staff, no contact', async () => {
  const subject = subjects.get('visitor') as Subject
  const { headers } = who.visitor
  for (const path of ['', '/messages', '/transcript']) {
    const answer = await app.http.inject({
      method: 'GET',
      url: `/api/widget/conversations/${subject.id}${path}`,
      headers,
    })
    expect(answer.statusCode).toBe(200)
    expect(answer.body).not.toContain(`${subject.word} note`)
    for (const person of [people.xiaoli.id, people.zhang.id]) expect(answer.body).not.toContain(person)
  }
})

test('a contact is a mask everywhere but where it is revealed', async () => {
  const subject = subjects.get('agent') as Subject
  const url = `/api/customers/${subject.customerId}/contacts/${subject.contactId}/reveal`
  const { value } = (
    await app.http.inject({ method: 'POST', url, headers: who.agent.headers, payload: { reason: '回电' } })
  ).json()
  expect(value).toMatch(/^139\d{8}$/)
  for (const path of [
    `/api/customers/${subject.customerId}`,
    `/api/conversations/${subject.id}`,
    '/api/conversations?list=all',
    '/api/notices',
  ])
    expect((await app.http.inject({ method: 'GET', url: path, headers: who.agent.headers })).body).not.toContain(value)
})
