import { resolve } from 'node:path'
import { checkAreas } from './shape/areas.ts'
import { checkClock } from './shape/clock.ts'
import { checkCycles } from './shape/cycles.ts'
import { checkNames } from './shape/names.ts'
import type { Exception, Plan, Violation } from './shape/plan.ts'
import { checkRoots } from './shape/roots.ts'
import { checkSizes } from './shape/sizes.ts'
import { checkTables } from './shape/tables.ts'
import { readTree, type Tree } from './shape/tree.ts'

/** Each table has one writer; another area asks the owner's actions. */
const TABLE_OWNERS = {
  schema_migration: 'platform',
  event: 'platform',
  outbox: 'platform',
  number_counter: 'platform',
  secret: 'platform',
  clock: 'clocks',
  work_calendar: 'clocks',
  service_policy: 'clocks',
  department: 'identity',
  staff: 'identity',
  staff_group: 'identity',
  group_member: 'identity',
  session: 'identity',
  password_link: 'identity',
  sign_in_attempt: 'identity',
  set_up_link: 'identity',
  presence: 'identity',
  centre: 'settings',
  site: 'settings',
  category: 'settings',
  customer: 'customers',
  customer_identity: 'customers',
  customer_contact: 'customers',
  customer_order: 'customers',
  consent: 'customers',
  visitor: 'conversations',
  visitor_page: 'conversations',
  conversation: 'conversations',
  message: 'conversations',
  assignment: 'conversations',
  participant: 'conversations',
  draft: 'conversations',
  saved_view: 'conversations',
  attachment: 'attachments',
  survey: 'surveys',
  callback_task: 'callbacks',
  callback_attempt: 'callbacks',
  notice: 'notifications',
  notice_preference: 'notifications',
  notice_pace: 'notifications',
  notice_delivery: 'notifications',
  push_subscription: 'notifications',
  shift: 'shifts',
  shift_pattern: 'shifts',
  shift_template: 'shifts',
  rollup_hour: 'reports',
  rollup_cursor: 'reports',
  script: 'scripts',
  script_version: 'scripts',
  complaint: 'complaints',
  complaint_plan_item: 'complaints',
  escalation: 'escalations',
  escalation_recipient: 'escalations',
  explanation: 'escalations',
  commitment: 'commitments',
  shift_check: 'shift-checks',
  shift_check_item: 'shift-checks',
  ticket: 'tickets',
  ticket_note: 'tickets',
  ticket_tally: 'tickets',
  ticket_tally_delta: 'tickets',
  ticket_subject: 'tickets',
  ticket_view: 'tickets',
  ticket_layout: 'tickets',
  bulk_change: 'tickets',
  bulk_item: 'tickets',
  export_file: 'tickets',
  ticket_node: 'tickets',
  ticket_check: 'tickets',
  ticket_link: 'tickets',
  ticket_quote: 'tickets',
  ticket_handover: 'tickets',
  ticket_waiver: 'tickets',
  ticket_door: 'tickets',
  ticket_field: 'tickets',
  routing_rule: 'tickets',
  backup_run: 'operations',
} as const

/** The shape of the product. STYLE.md restates these limits; tools/documents.test.ts keeps the two equal. */
export const PLAN: Plan = {
  limits: {
    sourceLines: 300,
    testLines: 500,
    readmeLines: 40,
    functionLines: 50,
    componentLines: 120,
    handlerLines: 12,
    parameters: 4,
    folderFiles: 20,
    imports: 18,
  },
  areas: [
    'identity',
    'settings',
    'customers',
    'attachments',
    'scripts',
    'clocks',
    'surveys',
    'shifts',
    'notifications',
    'reports',
    'conversations',
    'routing',
    'tickets',
    'callbacks',
    'complaints',
    'escalations',
    'commitments',
    'shift-checks',
    'operations',
    'demo',
  ],
  doors: ['actions', 'queries', 'access'],
  compositionDoors: [
    'routes',
    'jobs',
    'keeper',
    'clocks',
    'follow',
    'sheets',
    'completeness',
    'complaint-facts',
    'fan-out',
    'sockets',
    'tail',
    'frame-ticket',
    'seed',
    'company',
    'shop',
  ],
  composition: [
    'main',
    'serving',
    'demo-company',
    'load-demo',
    'app',
    'routes',
    'reactions',
    'effects',
    'jobs',
    'pages',
  ].map((name) => `server/${name}.ts`),
  owners: TABLE_OWNERS,
  generated: ['server/db-types.ts', 'server/migrations/db-types.ts'],
  exceptions: [
    ...['zh-CN', 'zh-TW', 'en'].map((locale) => ({
      rule: 'folder-files' as const,
      path: `console/i18n/locales/${locale}`,
      reason: 'one file of texts for each area of the console',
    })),
    {
      rule: 'imports',
      path: 'server/routes.ts',
      reason: 'the table of contents: one import for each area',
    },
    {
      rule: 'folder-files',
      path: 'server/migrations',
      reason: 'one file for each step of the schema, numbered, forward only',
    },
    {
      rule: 'function-length',
      path: 'server/conversations/posting/queries.ts',
      reason: 'one SQL statement, which the limit exempts elsewhere; cut in pieces it would be five round trips',
    },
    {
      rule: 'table',
      path: 'server/conversations/posting/queries.ts',
      reason: 'group commit (decision 0005): one statement writes message, event and clock',
    },
    {
      rule: 'table',
      path: 'server/conversations/visiting/opening-queries.ts',
      reason: 'group commit (decision 0005): one statement writes conversation, message and clock',
    },
    {
      rule: 'imports',
      path: 'server/app.ts',
      reason: 'the composition root: it knows every part once, so that no other file has to',
    },
  ],
}

const RULES = [checkSizes, checkNames, checkRoots, checkAreas, checkCycles, checkClock, checkTables]

export function checkShape(top: string, plan: Plan): Violation[] {
  const tree = readTree(top)
  const found = [...checkSyntax(tree), ...RULES.flatMap((rule) => rule(tree, plan))]
  const isExcused = (one: Violation) => plan.exceptions.some((exception) => covers(exception, one))
  const unused = plan.exceptions.filter((exception) => !found.some((one) => covers(exception, one)))
  return [...found.filter((one) => !isExcused(one)), ...unused.map(needless)]
}

function checkSyntax(tree: Tree): Violation[] {
  return [...tree.sources.values()].flatMap((file) =>
    file.errors.map((message) => ({ rule: 'parse' as const, path: file.path, message })),
  )
}

function covers(exception: Exception, one: Violation): boolean {
  return exception.rule === one.rule && exception.path === one.path
}

function needless({ rule, path }: Exception): Violation {
  return { rule: 'exception', path, message: `the exception from "${rule}" is no longer needed` }
}

function main() {
  const found = checkShape(resolve(import.meta.dirname, '..'), PLAN)
  for (const { path, line, rule, message } of found) {
    process.stdout.write(`${path}${line ? `:${line}` : ''}  ${rule}: ${message}\n`)
  }
  process.stdout.write(found.length === 0 ? 'shape: as planned\n' : `shape: ${found.length} departures\n`)
  process.exitCode = found.length === 0 ? 0 : 1
}

if (import.meta.main) main()
