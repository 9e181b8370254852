import { describe, expect, test } from 'vitest'
import { checkShape, PLAN } from './check-shape.ts'
import { withFiles } from './shape/fixture.ts'
import type { Plan } from './shape/plan.ts'

const BARE: Plan = { ...PLAN, owners: { message: 'conversations', saved_view: 'conversations' }, exceptions: [] }

/** The departures of a tree, as `rule path`. */
function departures(files: Record<string, string>, plan: Plan = BARE): string[] {
  return withFiles(files, (top) => checkShape(top, plan).map(({ rule, path }) => `${rule} ${path}`))
}

function lines(count: number, line = '// line'): string {
  return `${line}\n`.repeat(count)
}

function fn(head: string, total: number): string {
  return `${head} {\n${lines(total - 2, '  1')}}\n`
}

describe('sizes', () => {
  test.each([
    ['a source file of 300 lines is fine', 'domain/a.ts', 300, []],
    ['a source file of 301 lines is not', 'domain/a.ts', 301, ['file-length domain/a.ts']],
    ['a test file may have 500 lines', 'domain/a.test.ts', 500, []],
    ['a test file of 501 lines is split', 'domain/a.test.ts', 501, ['file-length domain/a.test.ts']],
    ['a stylesheet counts as source', 'console/a.css', 301, ['file-length console/a.css']],
    ['SQL may be long', 'server/platform/a.sql', 2000, []],
    ['locales may be long', 'console/i18n/locales/en/a.json', 2000, []],
    ['generated types may be long', 'server/db-types.ts', 2000, []],
    ['the README of an area has 40 lines', 'server/clocks/README.md', 40, []],
    ['the README of an area has no 41st line', 'server/clocks/README.md', 41, ['file-length server/clocks/README.md']],
  ])('%s', (_name, path, count, expected) => {
    expect(departures({ [path]: lines(count) })).toEqual(expected)
  })

  test.each([
    ['a function of 50 lines is fine', 'domain/a.ts', fn('export function a()', 50), []],
    ['a function of 51 lines is not', 'domain/a.ts', fn('export function a()', 51), ['function-length domain/a.ts']],
    ['an arrow function counts too', 'domain/a.ts', fn('export const a = () =>', 51), ['function-length domain/a.ts']],
    ['a method counts too', 'domain/a.ts', `class A {\n${fn('a()', 51)}}`, ['function-length domain/a.ts']],
    ['a component may have 120 lines', 'console/A.tsx', fn('export function A()', 120), []],
    [
      'a component of 121 lines is split',
      'console/A.tsx',
      fn('export function A()', 121),
      ['component-length console/A.tsx'],
    ],
    ['a component in memo is one', 'console/A.tsx', `export const A = memo(${fn('() =>', 120)})`, []],
    ['a hook is a function', 'console/A.tsx', fn('export function useA()', 51), ['function-length console/A.tsx']],
    ['the paragraphs of a test are free', 'domain/a.test.ts', `test('a', ${fn('() =>', 80)})`, []],
    ['test.each is a paragraph too', 'domain/a.test.ts', `test.each([1])('a', ${fn('() =>', 80)})`, []],
    [
      'a function beside the tests is not',
      'domain/a.test.ts',
      fn('function a()', 51),
      ['function-length domain/a.test.ts'],
    ],
  ])('%s', (_name, path, source, expected) => {
    expect(departures({ [path]: source })).toEqual(expected)
  })

  test.each([
    ['a route handler of 12 lines is fine', `app.get('/a', ${fn('async () =>', 12)})`, []],
    ['a route handler of 13 lines is not', `app.get('/a', ${fn('async () =>', 13)})`, ['handler-length']],
    ['a handler in an options object', `app.route({ handler: ${fn('async () =>', 13)} })`, ['handler-length']],
    [
      'a table of routes is no handler',
      `app.register(async (app) => {\n${lines(20, "  app.get('/a', () => 1)")}})`,
      [],
    ],
    ['a named function is a function', fn('export function routes()', 50), []],
  ])('%s', (_name, source, expected) => {
    const path = 'server/clocks/routes.ts'
    expect(departures({ [path]: source })).toEqual(expected.map((rule) => `${rule} ${path}`))
    expect(departures({ 'server/clocks/actions.ts': source })).toEqual([])
  })

  test('a factory is measured like a class: its named inner functions stand for themselves', () => {
    const inner = fn('  function beat()', 45)
    const factory = (name: string, own: number) => `export function ${name}() {\n${inner}${lines(own - 2, '  1')}}\n`
    expect(departures({ 'server/app.ts': factory('openHub', 50) })).toEqual([])
    expect(departures({ 'server/app.ts': factory('openHub', 51) })).toEqual(['function-length server/app.ts'])
    expect(departures({ 'server/app.ts': factory('hub', 50) })).toEqual(['function-length server/app.ts'])
  })

  test('a function takes four parameters, never five', () => {
    expect(departures({ 'domain/a.ts': 'export function a(b: 1, c: 2, d: 3, e: 4) {}' })).toEqual([])
    const five = { 'domain/a.ts': 'export const a = (b: 1, c: 2, d: 3, e: 4, ...f: 5[]) => b' }
    expect(departures(five)).toEqual(['parameters domain/a.ts'])
  })

  test('a folder holds twenty files, never twenty-one', () => {
    const files = (count: number) =>
      Object.fromEntries(Array.from({ length: count }, (_, n) => [`domain/a${n}.ts`, '']))
    expect(departures(files(20))).toEqual([])
    expect(departures(files(21))).toEqual(['folder-files domain'])
  })

  test('a file has eighteen imports, only main.ts more', () => {
    const imports = (count: number) => Array.from({ length: count }, (_, n) => `import 'node:a${n}'\n`).join('')
    expect(departures({ 'server/app.ts': imports(18), 'server/main.ts': imports(30) })).toEqual([])
    expect(departures({ 'server/app.ts': imports(19) })).toEqual(['imports server/app.ts'])
  })
})

describe('names', () => {
  test.each([
    ['a file that says what is inside', { 'domain/lifecycle.ts': 'export function canClose() {}' }, []],
    ['a drawer as a file', { 'domain/utils.ts': '' }, ['name domain/utils.ts']],
    ['a drawer as a folder', { 'domain/common/a.ts': '' }, ['name domain/common/a.ts']],
    ['a drawer in a compound', { 'server/clocks/clock-service.ts': '' }, ['name server/clocks/clock-service.ts']],
    ['the service worker of the web platform', { 'console/service-worker.ts': '' }, []],
    ['a manager', { 'domain/a.ts': 'export class ClockManager {}' }, ['name domain/a.ts']],
    ['handleX', { 'domain/a.ts': 'export const handleMessage = () => 1' }, ['name domain/a.ts']],
    ['processX', { 'domain/a.ts': 'function processMessage() {}' }, ['name domain/a.ts']],
    ['a value that starts like a verb', { 'domain/a.ts': 'export const processLimit = 3' }, []],
    ['a barrel', { 'domain/index.ts': "export * from './a.ts'", 'domain/a.ts': '' }, ['barrel domain/index.ts']],
    ['one name passed on', { 'domain/b.ts': "export { a } from './a.ts'", 'domain/a.ts': '' }, ['barrel domain/b.ts']],
  ])('%s', (_name, files, expected) => {
    expect(departures(files as Record<string, string>)).toEqual(expected)
  })
})

describe('roots', () => {
  test.each([
    ['domain imports zod and itself', 'domain/a.ts', "import 'zod'\nimport './b.ts'", []],
    ['domain imports no file system', 'domain/a.ts', "import 'node:fs'", ['root domain/a.ts']],
    ['domain imports no server', 'domain/a.ts', "import '../server/app.ts'", ['root domain/a.ts']],
    ['a test of domain may read vectors', 'domain/a.test.ts', "import 'node:fs'\nimport 'vitest'", []],
    ['server imports domain', 'server/app.ts', "import '../domain/b.ts'\nimport 'fastify'", []],
    ['server imports no console', 'server/app.ts', "import type { A } from '../console/a.ts'", ['root server/app.ts']],
    ['server imports no test', 'server/app.ts', "import '../test/app.ts'", ['root server/app.ts']],
    ['a test of server imports test', 'server/app.test.ts', "import '../test/app.ts'", []],
    ['console imports domain', 'console/a.ts', "import '../domain/b.ts'", []],
    [
      'console imports no server, not even a type',
      'console/a.ts',
      "import type { A } from '../server/app.ts'",
      ['root console/a.ts'],
    ],
    ['console imports no widget', 'console/a.ts', "import('../widget/a.ts')", ['root console/a.ts']],
    ['widget imports no console', 'widget/a.ts', "import '../console/a.ts'", ['root widget/a.ts']],
    ['widget imports no React', 'widget/a.ts', "import 'react'", ['root widget/a.ts']],
    ['bin imports Node only', 'bin/a.mjs', "import 'node:fs'\nimport './b.mjs'", []],
    ['bin imports no package', 'bin/a.mjs', "import 'zod'", ['root bin/a.mjs']],
    ['nothing imports from outside', 'domain/a.ts', "import '../../elsewhere/a.ts'", ['root domain/a.ts']],
  ])('%s', (_name, path, source, expected) => {
    expect(departures({ [path]: source })).toEqual(expected)
  })

  const contract =
    "import { z } from 'zod'\nexport const LIMIT = 3\nexport type Id = string\nexport const id = z.string()"

  test('the widget may know the types of a contract', () => {
    const widget =
      "import type { Id } from '../domain/contract.ts'\nimport { type Id as I } from '../domain/contract.ts'"
    expect(departures({ 'widget/a.ts': widget, 'domain/contract.ts': contract })).toEqual([])
  })

  test('a constant must not carry zod into the widget, over however many files', () => {
    const files = {
      'widget/a.ts': "import { limit } from '../domain/b.ts'",
      'domain/b.ts': "import { LIMIT } from './contract.ts'\nexport const limit = LIMIT",
      'domain/contract.ts': contract,
    }
    expect(departures(files)).toEqual(['root domain/contract.ts'])
  })
})

describe('areas', () => {
  test.each([
    ['a higher area uses the actions of a lower', 'server/routing/actions.ts', '../conversations/actions.ts', true],
    ['a split door is a door', 'server/routing/actions.ts', '../conversations/queries/inbox.ts', true],
    ['a lower area uses no higher', 'server/clocks/actions.ts', '../routing/actions.ts', false],
    ['what is inside an area stays inside', 'server/routing/actions.ts', '../conversations/seq.ts', false],
    ['an area uses its own files', 'server/routing/actions.ts', './seq.ts', true],
    ['an area uses the platform', 'server/routing/actions.ts', '../platform/database.ts', true],
    ['the platform uses no area', 'server/platform/live.ts', '../identity/access.ts', false],
    ['routes are for the composition', 'server/routing/actions.ts', '../conversations/routes.ts', false],
    ['routes.ts composes', 'server/routes.ts', './conversations/routes.ts', true],
    ['reactions.ts composes', 'server/reactions.ts', './routing/actions.ts', true],
    ['reactions.ts sees no inside', 'server/reactions.ts', './routing/offers.ts', false],
    ['another file at the top does not compose', 'server/context.ts', './routing/actions.ts', false],
    ['nobody uses the composition', 'server/routing/actions.ts', '../routes.ts', false],
    ['main.ts uses the composition', 'server/main.ts', './routes.ts', true],
  ])('%s', (_name, path, from, isAllowed) => {
    expect(departures({ [path]: `import '${from}'` })).toEqual(isAllowed ? [] : [`area ${path}`])
  })

  test('an area that is not in the list has no place', () => {
    expect(departures({ 'server/mystery/actions.ts': '' })).toEqual(['area server/mystery'])
  })
})

describe('cycles', () => {
  test('a chain is fine', () => {
    expect(
      departures({ 'domain/a.ts': "import './b.ts'", 'domain/b.ts': "import './c.ts'", 'domain/c.ts': '' }),
    ).toEqual([])
  })

  test('a ring is found, also when a type closes it', () => {
    const ring = {
      'domain/a.ts': "import './b.ts'",
      'domain/b.ts': "import './c.ts'",
      'domain/c.ts': "import type { A } from './a.ts'",
    }
    expect(departures(ring)).toEqual(['cycle domain/a.ts'])
  })
})

describe('time and chance', () => {
  test.each([
    ['Date.now()', 'server/clocks/actions.ts', 'export const at = () => Date.now()', false],
    ['new Date()', 'domain/a.ts', 'export const at = () => new Date()', false],
    ['a date of a given moment', 'domain/a.ts', 'export const at = (now: number) => new Date(now)', true],
    ['randomUUID()', 'server/clocks/actions.ts', 'export const id = () => crypto.randomUUID()', false],
    ['the clock itself', 'server/platform/clock.ts', 'export const at = () => Date.now()', true],
    ['a test', 'server/clocks/clocks.test.ts', 'export const at = () => Date.now()', true],
    ['fetch in domain', 'domain/a.ts', "export const a = () => fetch('/')", false],
    ['process in domain', 'domain/a.ts', 'export const a = process.env', false],
    ['process in server', 'server/main.ts', 'export const a = process.env', true],
  ])('%s', (_name, path, source, isAllowed) => {
    expect(departures({ [path]: source })).toEqual(isAllowed ? [] : [`clock ${path}`])
  })
})

describe('tables', () => {
  test.each([
    ['the owner writes by Kysely', 'conversations', "db.insertInto('message').values(row)", true],
    ['the owner writes by SQL', 'conversations', 'sql`insert into message (id) values (1)`', true],
    ['another area inserts', 'routing', "db.insertInto('message').values(row)", false],
    ['another area updates under a name', 'routing', "db.updateTable('message as m').set(row)", false],
    ['another area inserts in camelCase', 'routing', "db.insertInto('savedView').values(row)", false],
    ['another area deletes', 'routing', "db.deleteFrom('message')", false],
    ['another area inserts by SQL', 'routing', 'sql`INSERT INTO message (id) VALUES (1)`', false],
    ['another area updates by SQL', 'routing', "query('update message as m set body = null')", false],
    ['another area deletes by SQL', 'routing', "query('delete from public.message')", false],
    [
      'another area writes in a WITH',
      'routing',
      'sql`with a as (update message set x = 1 returning id) select 1`',
      false,
    ],
    ['another area reads', 'routing', "db.selectFrom('message').selectAll()", true],
    ['another area locks', 'routing', 'sql`select 1 from message for update skip locked`', true],
    ['a table that nobody owns', 'routing', "db.insertInto('rumour').values(row)", false],
  ])('%s', (_name, area, source, isAllowed) => {
    const path = `server/${area}/queries.ts`
    expect(departures({ [path]: source })).toEqual(isAllowed ? [] : [`table ${path}`])
  })

  const known = 'create table message (id uuid);\ncreate table saved_view (id uuid);\n'

  test('every table of the migrations has an owner', () => {
    expect(departures({ 'server/migrations/0001_a.sql': known })).toEqual([])
    const rumour = `${known}create table if not exists rumour (id uuid);`
    expect(departures({ 'server/migrations/0001_a.sql': rumour })).toEqual(['table server/migrations/0001_a.sql'])
  })

  test('a partition belongs to its table, a dropped table to nobody', () => {
    const partition = 'create table message_2026 partition of message default;\n'
    const dropped = 'create table rumour (id uuid);\n-- create table ghost (id uuid)\ndrop table rumour;'
    expect(departures({ 'server/migrations/0001_a.sql': known + partition + dropped })).toEqual([])
  })

  test('an owner without a table is out of date', () => {
    const files = { 'server/migrations/0001_a.sql': 'create table message (id uuid);' }
    expect(departures(files)).toEqual(['table server/migrations'])
  })
})

describe('exceptions', () => {
  const long = { 'domain/a.ts': lines(301) }
  const plan = (path: string): Plan => ({ ...BARE, exceptions: [{ rule: 'file-length', path, reason: 'one table' }] })

  test('an exception excuses its rule and its file, and nothing else', () => {
    expect(departures(long, plan('domain/a.ts'))).toEqual([])
    expect(departures({ ...long, 'domain/b.ts': lines(301) }, plan('domain/a.ts'))).toEqual(['file-length domain/b.ts'])
  })

  test('an exception that excuses nothing goes away', () => {
    expect(departures({ 'domain/a.ts': '' }, plan('domain/a.ts'))).toEqual(['exception domain/a.ts'])
  })
})

test('a file that does not parse is not passed over', () => {
  expect(departures({ 'domain/a.ts': 'export const = 3' })).toEqual(['parse domain/a.ts'])
})
