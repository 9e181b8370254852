import { limitsNow } from '../../clocks/actions.ts'
import type { Tx } from '../../platform/context.ts'
import { insertRows, type Row } from '../bulk.ts'
import type { KnownCustomer, World } from '../talk.ts'
import { type Scene, tellCase } from './cases.ts'
import { noRows, tables } from './line.ts'
import { plansOf } from './plans.ts'
import { departmentsByKey } from './queries.ts'
import { caseScripts } from './script.ts'

type Known = { customers: readonly KnownCustomer[]; conversations: readonly Row[]; surveys: readonly Row[] }

/** Sixty days of cases with all that came of them, and those that are open now. Answers who rated them how. */
export async function keepTickets(tx: Tx, world: World, { customers, conversations, surveys }: Known): Promise<Row[]> {
  const now = tx.clock.now()
  const scripts = caseScripts()
  const counters = new Map<string, number>()
  const rows = noRows()
  const scene: Scene = {
    ...{ world, scripts, rows, now, limitFor: await limitsNow(tx), departments: await departmentsByKey(tx) },
    invited: invitations(surveys),
    numberFor: (prefix, at) => numberOf(counters, prefix, at),
  }
  for (const plan of plansOf({ world, cases: scripts.cases, customers, conversations, now })) tellCase(scene, plan)
  rows.event.sort((one, other) => (one.at as Date).getTime() - (other.at as Date).getTime())
  for (const table of tables) await insertRows(tx, table, rows[table])
  await insertRows(tx, 'numberCounter', [...counters].map(counterRow))
  return rows.survey
}

function invitations(surveys: readonly Row[]): Map<string, number[]> {
  const times = new Map<string, number[]>()
  for (const { customerId, sentAt } of surveys) {
    const own = times.get(customerId as string) ?? []
    own.push((sentAt as Date).getTime())
    times.set(customerId as string, own)
  }
  return times
}

/** Prefix + day + serial as if it had been counted then (domain/model 2.1); the company keeps Beijing time. */
function numberOf(counters: Map<string, number>, prefix: string, at: Date): string {
  const day = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  const key = `${prefix} ${day}`
  const serial = (counters.get(key) ?? 0) + 1
  counters.set(key, serial)
  return `${prefix}${day.replaceAll('-', '')}${String(serial).padStart(4, '0')}`
}

const counterRow = ([key, last]: [string, number]): Row => {
  const [prefix, day] = key.split(' ')
  return { prefix, day, last }
}
