import type { Times } from '../../domain/shifts/times.ts'
import type { Tx } from '../platform/context.ts'
import { setDay, setPattern } from '../shifts/actions.ts'
import { localDay, onDuty, wallTimeOf } from '../shifts/queries.ts'
import type { DemoAgent } from './talk.ts'

const hours: readonly Times[] = [
  { from: '08:00', until: '16:00' },
  { from: '10:00', until: '19:00' },
  { from: '16:00', until: '00:00' },
  { from: '12:00', until: '20:00' },
]
const daysOff = [7, 6, 3, 2]
const everyDay = [1, 2, 3, 4, 5, 6, 7]

/** Early, middle and late through the week, one day off each; whoever tries the demo at night finds everybody on duty too. */
export async function planShifts(tx: Tx, agents: readonly DemoAgent[]): Promise<void> {
  for (const [index, agent] of agents.entries()) {
    const times = hours[index % hours.length] as Times
    const off = daysOff[index % daysOff.length]
    const days = everyDay.filter((weekday) => weekday !== off).map((weekday) => ({ weekday, ...times }))
    await setPattern(tx, agent.id, days)
  }
  const now = tx.clock.now()
  const working = new Set(await onDuty(tx, { at: now }))
  const today = await localDay(tx, now)
  const times = aroundNow(await wallTimeOf(tx, now))
  for (const { id } of agents) if (!working.has(id)) await setDay(tx, id, { day: today, times: [times] })
}

/** From two hours ago, not before midnight, for eight hours. */
function aroundNow(wallTime: string): Times {
  const start = Math.max(0, Number(wallTime.slice(0, 2)) - 2)
  const hour = (value: number) => `${String(value % 24).padStart(2, '0')}:00`
  return { from: hour(start), until: hour(start + 8) }
}
