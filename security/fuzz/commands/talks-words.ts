import fc from 'fast-check'
import { recallSeconds, reopenHours } from '../../../domain/conversations/lifecycle.ts'
import type { Command } from './area.ts'
import {
  isOpen,
  type Line,
  mayReply,
  sees,
  standingOf,
  type Talk,
  type TalksModel,
  takesCustomers,
} from './talks-model.ts'
import { endNow } from './talks-staff.ts'
import { at, move, ok, onTalk, type Rule, refused, type Step, verb } from './talks-step.ts'
import { type Answer, type StaffName, type VisitorName, visitorNames, type Who } from './world.ts'

const visitor = fc.constantFrom(...visitorNames)
/** Every message carries a word that is found by nobody who may not read it. */
export const everyMessageSays = 'zqcommand'
const bodies = fc
  .constantFrom('在吗', '<b>&amp;</b>', '𠮷野家', '\u202eabc', '=1+1', 'a\nb')
  .map((text) => `${everyMessageSays} ${text}`)

type Said = Pick<Line, 'by' | 'stream' | 'body'>
function heard(talk: Talk, model: TalksModel, said: Said): (answer: Answer) => void {
  return ({ body: { message } }) => {
    talk.lines.push({ ...said, id: message.id, seq: message.seq, at: model.seconds, recalled: false })
  }
}

/** A customer's word reaches an open conversation; a closed one it opens again within 24 h (domain/model 2.3). */
function visitorSpeaks(talk: Talk, model: TalksModel, said: Said): Rule {
  if (!sees(said.by, talk)) return refused('not_found')
  const hear = heard(talk, model, said)
  const isOver = !isOpen(talk)
  if (isOver && talk.endedAt !== null && model.seconds - talk.endedAt > reopenHours * 3600)
    return refused('conversation_over')
  return {
    codes: ['done'],
    done(answer) {
      hear(answer)
      if (isOver) reopened(talk)
      else if (talk.state === 'waiting') move(talk, { state: 'active' })
    },
  }
}

/** The same agent when there, else the queue: whether they are there, the server knows. */
function reopened(talk: Talk): void {
  const queued = { ...standingOf(talk), state: 'queued' as const, assignee: null }
  talk.may = talk.assignee ? [{ ...standingOf(talk), state: 'active' }, queued] : [queued]
  talk.endedAt = null
}

const says = fc.tuple(at, visitor, bodies).map(([number, who, body]) => {
  return onTalk(
    number,
    (talk, model): Step => ({
      says: 'says',
      who,
      path: 'messages',
      body: (world) => ({ messageId: world.app.clock.newId(), body }),
      rule: () => visitorSpeaks(talk, model, { by: who, stream: 'talk', body }),
    }),
  )
})

const staffSays = (stream: 'talk' | 'note') =>
  bodies.chain((body) =>
    verb({
      path: 'messages',
      says: stream === 'talk' ? 'replies' : 'notes',
      body: ({ app }) => ({ messageId: app.clock.newId(), stream, body }),
      may: (who, talk) => (stream === 'talk' ? mayReply(who, talk) : takesCustomers(who)),
      rule: (talk, who, model) => {
        const hear = heard(talk, model, { by: who, stream, body })
        if (stream === 'note') return { codes: ['done'], done: hear }
        if (talk.state !== 'active' && talk.state !== 'waiting') return refused('wrong_state')
        return {
          codes: ['done'],
          done: (answer) => {
            hear(answer)
            move(talk, { state: 'active' })
          },
        }
      },
    }),
  )

/** The same message once more, or its id with other words: one message whatever comes (reliability/contract O3). */
const repeats = fc.tuple(at, at, fc.boolean()).map(([number, which, isSame]) =>
  onTalk(number, (talk): Step => {
    const line = talk.lines[which % Math.max(1, talk.lines.length)]
    if (!line) return { says: 'repeats nothing', who: talk.visitor, path: 'nothing', rule: () => refused('not_found') }
    const body = isSame ? line.body : `${line.body} anders`
    return {
      says: isSame ? 'sends again' : 'sends other words under the same id',
      who: line.by,
      path: 'messages',
      body: () => ({ messageId: line.id, body, ...(isStaff(line.by) && { stream: line.stream }) }),
      rule: () => repeatedRule(talk, line, isSame),
    }
  }),
)
const isStaff = (who: Who): who is StaffName => who !== 'one' && who !== 'two'

function repeatedRule(talk: Talk, line: Line, isSame: boolean): Rule {
  const { by } = line
  if (!sees(by, talk)) return refused('not_found')
  if (isStaff(by) && line.stream === 'talk' && !mayReply(by, talk)) return refused('not_allowed')
  if (!isSame) return refused('idempotency_mismatch')
  const done = ({ body: { message } }: Answer) => {
    if (message.seq !== line.seq) throw new Error(`sent again, message ${line.seq} became ${message.seq}`)
  }
  return { codes: ['done'], done }
}

const recalls = fc.tuple(at, at, fc.boolean()).map(([number, which, isOwn]) =>
  onTalk(number, (talk, model): Step => {
    const line = talk.lines[which % Math.max(1, talk.lines.length)]
    if (!line) return { says: 'recalls nothing', who: talk.visitor, path: 'nothing', rule: () => refused('not_found') }
    const who = isOwn ? line.by : isStaff(line.by) ? 'li' : talk.visitor === 'one' ? 'two' : 'one'
    return {
      says: `recalls ${line.stream} ${line.seq}`,
      who,
      path: 'recall',
      body: () => ({ seq: line.seq, ...(isStaff(who) && { stream: line.stream }) }),
      rule: () => recallRule(talk, line, { who, seconds: model.seconds }),
    }
  }),
)

function recallRule(talk: Talk, line: Line, { who, seconds }: { who: Who; seconds: number }): Rule {
  if (!sees(who, talk)) return refused('not_found')
  if (who !== line.by) return refused('not_allowed')
  if (line.recalled) return ok
  if (seconds - line.at > recallSeconds) return refused('recall_too_late')
  return {
    codes: ['done'],
    done: () => {
      line.recalled = true
    },
  }
}

const visitorEnds = fc.tuple(at, visitor).map(([number, who]) =>
  onTalk(number, (talk, model): Step => {
    const rule = (): Rule => {
      if (!sees(who, talk)) return refused('not_found')
      return {
        codes: ['done'],
        done: () => {
          if (isOpen(talk)) endNow(talk, model)
        },
      }
    }
    return { says: 'ends', who, path: 'end', rule }
  }),
)

const rates = fc.tuple(at, visitor, fc.integer({ min: 1, max: 5 })).map(([number, who, score]) =>
  onTalk(number, (talk): Step => {
    // Who was not invited, or too long ago, cannot rate; nobody rates for somebody else.
    const rule = () => (sees(who, talk) ? refused('done', 'wrong_state', 'link_expired') : refused('not_found'))
    return { says: `rates ${score}`, who, path: 'rating', body: () => ({ score, comment: '' }), rule }
  }),
)

/** A new conversation, or a word in the one that is open already: a second tab joins it. */
export const starts = fc.tuple(visitor, bodies).map(
  ([who, body]): Command => ({
    check: ({ talks: { talks } }) => talks.length < 6,
    async run({ talks: model }, world) {
      const [conversationId, messageId] = [world.app.clock.newId(), world.app.clock.newId()]
      const page = { url: 'http://shop.test/goods/7', title: '茶具' }
      const request = { conversationId, messageId, body, page }
      const answer = await world.attempt(who, { method: 'POST', path: '/api/widget/conversations', body: request })
      if (answer.code !== 'done') throw new Error(`${who} starts: answered ${answer.code}`)
      const message = answer.body.messages.find(({ id }: { id: string }) => id === messageId)
      const talk = begun(model, who, { id: conversationId, shown: answer.body.talk.id })
      heard(talk, model, { by: who, stream: 'talk', body })({ code: 'done', body: { message } })
      if (talk.state === 'waiting') move(talk, { state: 'active' })
    },
    toString: () => `${who} starts`,
  }),
)

function begun(model: TalksModel, who: VisitorName, { id, shown }: { id: string; shown: string }): Talk {
  const open = model.talks.filter((talk) => talk.visitor === who && isOpen(talk))
  if (open.length > 0) {
    const joined = open.find((talk) => talk.id === shown)
    if (!joined) throw new Error(`${who} starts beside an open conversation`)
    return joined
  }
  if (shown !== id) throw new Error(`${who} starts and is shown another conversation`)
  const standing = { state: 'queued', assignee: null, group: 'a' } as const
  const talk: Talk = {
    ...standing,
    id,
    visitor: who,
    first: null,
    offered: null,
    took: new Set(),
    lines: [],
    endedAt: null,
    may: [standing],
  }
  model.talks.push(talk)
  return talk
}

export const wordCommands: fc.Arbitrary<Command>[] = [
  starts,
  says,
  staffSays('talk'),
  staffSays('talk'),
  staffSays('note'),
  repeats,
  recalls,
  visitorEnds,
  rates,
]
