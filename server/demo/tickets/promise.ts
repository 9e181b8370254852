import { remindMinutesBefore } from '../../../domain/commitments/rules.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import { hour, minute, type Story } from './story.ts'

/** What the customer was promised, with a time they agreed to (R35): nearly always kept, now and then late. */
export function promiseSomething(story: Story): void {
  const { line, dice } = story
  const id = uuidv7(line.now())
  const madeAt = line.now()
  const dueAt = new Date(madeAt.getTime() + dice.whole(2, 6) * hour)
  keep(story, promised(story, { id, madeAt, dueAt }), dice.chance(0.92) ? -dice.whole(5, 90) : dice.whole(10, 80))
}

const soon = { 'zh-CN': '电话告知最新进展', 'zh-TW': '致電告知最新進度', en: 'Call with the latest news' }

/** A promise whose time comes about now: some minutes off, or just missed. */
export function promiseAboutNow(story: Story, minutesOff: number): void {
  const { line } = story
  const madeAt = line.now()
  const dueAt = new Date(line.until.getTime() + minutesOff * minute)
  if (dueAt > madeAt) keep(story, promised(story, { id: uuidv7(madeAt), madeAt, dueAt }), null)
}

type When = { id: string; madeAt: Date; dueAt: Date }

function promised({ line, people, script, say, numberFor }: Story, { id, madeAt, dueAt }: When): Row {
  const { ticket } = line
  const row: Row = {
    ...{
      id,
      no: numberFor('CN', madeAt),
      ticketId: ticket.id,
      conversationId: null,
      customerId: ticket.customerId,
    },
    ...{
      groupId: ticket.groupId,
      ownerId: people.assignee,
      body: say(script.promise ?? soon[script.locale]),
      dueAt,
      channel: 'phone',
    },
    ...{ customerAgreed: true, state: 'agreed', outcome: '', offeredTo: null, replaces: null },
    ...{ madeBy: people.assignee, madeAt, endedAt: null },
  }
  line.rows.commitment.push(row)
  line.record('commitment.made', { by: people.assignee, payload: { dueAt: dueAt.toISOString(), channel: 'phone' } })
  return row
}

/** Kept so many minutes before or after its time, or not yet. */
function keep(story: Story, row: Row, minutesOff: number | null): void {
  const { line, say, script } = story
  const dueAt = row.dueAt as Date
  line.at(dueAt.getTime() - remindMinutesBefore * minute, () => {
    if (!row.endedAt) row.state = 'due_soon'
  })
  line.at(dueAt.getTime() + 1, () => {
    if (!row.endedAt) row.state = 'missed'
  })
  if (minutesOff !== null)
    line.at(dueAt.getTime() + minutesOff * minute, () => {
      const outcome = say(script.department?.result ?? script.reply)
      Object.assign(row, { state: row.state === 'missed' ? 'kept_late' : 'kept', outcome, endedAt: line.now() })
    })
  story.atPresent.push(() => {
    if (row.state === 'agreed' || row.state === 'due_soon') line.rows.clock.push(clockOf(row))
  })
}

function clockOf({ id, ownerId, madeAt, dueAt, state }: Row): Row {
  const remindAt = new Date((dueAt as Date).getTime() - remindMinutesBefore * minute)
  const whole = (dueAt as Date).getTime() - (madeAt as Date).getTime()
  const percent = Math.max(1, Math.round((1 - (remindMinutesBefore * minute) / whole) * 100))
  const coming = state === 'agreed'
  return {
    ...{ id: uuidv7(madeAt as Date), subjectType: 'commitment', subjectId: id, kind: 'commitment', payload: {} },
    ...{ startedAt: madeAt, ownerId, targetMs: null, calendarId: null, basis: null, state: 'running' },
    ...{ stoppedAt: null, dueAt, pausedAt: null, pauses: null, fireAt: coming ? remindAt : dueAt },
    ...{ remindAt: coming ? [remindAt] : null, remindPercent: coming ? [percent] : null },
    reminded: coming ? null : [percent],
  }
}
