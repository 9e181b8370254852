import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { callerNames } from '../world/callers.ts'

/** The golden file as it is reviewed: endpoint -> way -> relation -> caller -> decision. */
function readGolden() {
  const text = readFileSync(new URL('./rest.md', import.meta.url), 'utf8')
  const cells: { thing: string; way: string; relation: string; caller: string; decision: string }[] = []
  let [thing, way] = ['', '']
  for (const line of text.split('\n')) {
    if (line.startsWith('## ')) [thing, way] = [line.slice(3), '']
    else if (line.startsWith('### ')) way = line.slice(4)
    else if (line.startsWith('| ') && !line.startsWith('| |')) {
      const [relations = '', ...decisions] = line.slice(2, -2).split(' | ')
      for (const relation of relations.split('; '))
        for (const [index, decision] of decisions.entries())
          cells.push({ thing, way, relation, caller: callerNames[index] as string, decision })
    }
  }
  return cells
}
const golden = readGolden()

/** Who is answered `yes`, by relation. */
function allowed(thing: string, way = ''): Record<string, string[]> {
  const found = golden.filter((cell) => cell.thing === thing && cell.way === way && cell.decision === 'yes')
  const byCaller: Record<string, string[]> = {}
  for (const { caller, relation } of found) byCaller[caller] = [...(byCaller[caller] ?? []), relation].sort()
  return byCaller
}

// domain/model 2.5: O = own or assigned, G = own group. An agent also sees the queue of the group, to take the next customer.
const own = ['closed by me', 'first responsible', 'joined', 'mine', 'my wrap-up', 'offered to me', 'queue of my group']
const group = [...own, 'of my group'].sort()

// Narrower than the model until there is something to see it by: linked tickets, samples for review, masked views.
test.each([
  ['GET /api/conversations/:id', ''],
  ['GET /api/conversations/:id/messages', 'talk'],
  ['GET /api/conversations/:id/messages', 'notes'],
  ['GET /api/customers/:id', ''],
])('"view conversations" of model 2.5 holds for %s %s', (thing, way) => {
  expect(allowed(thing, way)).toEqual({ agent: own, senior: group, supervisor: group })
})

test('"take conversations": agents, senior agents and supervisors, from their own queue or by offer', () => {
  const mine = ['mine', 'offered to me', 'queue of my group']
  expect(allowed('POST /api/conversations/:id/accept')).toEqual({ agent: mine, senior: mine, supervisor: mine })
})

test('"reassign": one’s own, a supervisor the whole group’s', () => {
  expect(allowed('POST /api/conversations/:id/transfer')).toEqual({
    agent: ['mine'],
    senior: ['mine'],
    supervisor: group.filter((relation) => relation !== 'closed by me' && relation !== 'my wrap-up'),
  })
})

test('"see full phone/e-mail": own customers, supervisors and the privacy officer all, everybody else masked', () => {
  const mine = ['closed by me', 'first responsible', 'joined', 'mine', 'my wrap-up']
  const revealed = allowed('POST /api/customers/:id/contacts/:contactId/reveal')
  expect(Object.keys(revealed).sort()).toEqual(['agent', 'officer', 'senior', 'supervisor'])
  expect(revealed.agent).toEqual(mine)
  expect(revealed.senior).toEqual(mine)
  expect(revealed.officer).toEqual(revealed.supervisor)
})

test('"manage scripts": proposed by the desk and quality, decided by the knowledge manager alone', () => {
  expect(Object.keys(allowed('POST /api/scripts')).sort()).toEqual([
    'agent',
    'knowledge',
    'quality',
    'senior',
    'supervisor',
  ])
  for (const verb of ['publish', 'decline', 'retire', 'restore'])
    expect(Object.keys(allowed(`POST /api/scripts/:id/${verb}`))).toEqual(['knowledge'])
})

test('"users, roles, SLA, routing": the administrator changes, supervisor, management and privacy officer look', () => {
  const settings = golden.filter(({ thing }) => /\/api\/(staff|groups|departments|settings)/.test(thing))
  const who = (isRead: boolean) => [
    ...new Set(
      settings
        .filter((cell) => cell.thing.startsWith('GET') === isRead && cell.decision === 'yes')
        .map((cell) => cell.caller),
    ),
  ]
  expect(who(false)).toEqual(['admin'])
  expect(who(true).sort()).toEqual(['admin', 'management', 'officer', 'supervisor'])
})

test('administrators have no content access (privacy 4.2)', () => {
  const content = /\/api\/(conversations|search|customers|widget\/conversations|wall)|\/files/
  const reached = golden.filter(
    ({ thing, caller, decision }) => caller === 'admin' && content.test(thing) && decision === 'yes',
  )
  expect(reached.map(({ thing, relation }) => `${thing} ${relation}`)).toEqual(['GET /files/:id my upload'])
})

test('a visitor reaches its own conversations and nothing else; a file of a note never', () => {
  for (const caller of ['visitor', 'identified']) {
    const reached = golden.filter((cell) => cell.caller === caller && cell.decision === 'yes' && /:id/.test(cell.thing))
    expect([...new Set(reached.map(({ relation }) => relation))].sort()).toEqual(['my upload', 'own', 'own, ended'])
    expect(reached.filter(({ way }) => way === 'in a note')).toEqual([])
  }
})

test('nobody, the disabled and the locked reach no more than the front door', () => {
  const door = /\/api\/(setup|session|password-link|widget\/visit)/
  for (const caller of ['nobody', 'former', 'locked']) {
    const reached = golden.filter((cell) => cell.caller === caller && cell.decision === 'yes' && !door.test(cell.thing))
    expect(reached).toEqual([])
  }
})
