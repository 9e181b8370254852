import { remindMinutesBefore } from '../../../domain/commitments/rules.ts'
import { uuidv7 } from '../../platform/clock.ts'
import type { Row } from '../bulk.ts'
import { hour, minute, type Story } from './story.ts'

/** What the customer was promised, with a time they agreed to (R35): nearly always kept, now and then late. */
export function promiseSomething(story: Story): void {
  const { line, dice, people, say, script } = story
  const { ticket } = line
  const id = uuidv7(line.now())
  const madeAt = line.now()
  const dueAt = new Date(madeAt.getTime() + dice.whole(2, 6) * hour)
  const row: Row = {
    ...{
      id,
      no: story.numberFor('CN', madeAt),
      ticketId: ticket.id,
      conversationId: null,
      customerId: ticket.customerId,
    },
    ...{ groupId: ticket.groupId, ownerId: people.assignee, body: say(script.promise ?? ''), dueAt, channel: 'phone' },
    ...{ customerAgreed: true, state: 'agreed', outcome: '', offeredTo: null, replaces: null },
    ...{ madeBy: people.assignee, madeAt, endedAt: null },
  }
  line.rows.commitment.push(row)
  line.record('commitment.made', { by: people.assignee, payload: { dueAt: dueAt.toISOString(), channel: 'phone' } })
  const keptAt = dueAt.getTime() + (dice.chance(0.92) ? -dice.whole(5, 90) : dice.whole(10, 80)) * minute
  line.at(dueAt.getTime() - remindMinutesBefore * minute, () => {
    if (!row.endedAt) row.state = 'due_soon'
  })
  line.at(dueAt.getTime() + 1, () => {
    if (!row.endedAt) row.state = 'missed'
  })
  line.at(keptAt, () => {
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
  const percent = Math.round((1 - (remindMinutesBefore * minute) / whole) * 100)
  const coming = state === 'agreed'
  return {
    ...{ id: uuidv7(madeAt as Date), subjectType: 'commitment', subjectId: id, kind: 'commitment', payload: {} },
    ...{ startedAt: madeAt, ownerId, targetMs: null, calendarId: null, basis: null, state: 'running' },
    ...{ stoppedAt: null, dueAt, pausedAt: null, pauses: null, fireAt: coming ? remindAt : dueAt },
    ...{ remindAt: coming ? [remindAt] : null, remindPercent: coming ? [percent] : null },
    reminded: coming ? null : [percent],
  }
}
