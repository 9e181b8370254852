import { beforeEach, expect, test } from 'vitest'
import { type AnswerStore, createAnswers } from './answers.ts'
import type { UnsentAnswer } from './types.ts'

const answer = (noteId: string): UnsentAnswer => ({ noteId, ticketId: 't', body: noteId, attachments: [], at: '' })
let kept: readonly UnsentAnswer[]
let sent: string[]
let trouble: 'line' | 'refused' | null
let again: (() => void) | null
const store: AnswerStore = {
  all: () => [...kept],
  keep(answers) {
    kept = answers
  },
}
const settled = () => new Promise((resolve) => setTimeout(resolve))

beforeEach(() => {
  kept = []
  sent = []
  trouble = null
  again = null
})

const make = () =>
  createAnswers({
    store,
    send: async ({ noteId }) => {
      if (trouble) throw new Error(trouble)
      sent.push(noteId)
    },
    refusal: (error) => ((error as Error).message === 'line' ? null : 'too late'),
    changed: () => {},
    later: (_attempt, flush) => {
      again = flush
    },
  })

test('each goes once, oldest first', async () => {
  const answers = make()
  answers.add(answer('1'))
  answers.add(answer('2'))
  answers.flush()
  await settled()
  expect(sent).toEqual(['1', '2'])
  expect(kept).toEqual([])
})

test('over a line that breaks it is kept, also for the next page, and goes when the line is back', async () => {
  trouble = 'line'
  make().add(answer('1'))
  await settled()
  expect(kept).toHaveLength(1)
  trouble = null
  make().flush()
  await settled()
  again?.()
  await settled()
  expect(sent).toEqual(['1'])
})

test('a refused one waits for the customer, and the rest goes on', async () => {
  const answers = make()
  trouble = 'refused'
  answers.add(answer('1'))
  await settled()
  expect(kept).toMatchObject([{ noteId: '1', failed: 'too late' }])
  trouble = null
  answers.add(answer('2'))
  await settled()
  expect(sent).toEqual(['2'])
  answers.retry(kept[0] as UnsentAnswer, '3')
  await settled()
  expect(sent).toEqual(['2', '3'])
  expect(kept).toEqual([])
})
