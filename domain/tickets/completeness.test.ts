import { expect, test } from 'vitest'
import { missingFields, type TicketRecord } from './completeness.ts'

const complete: TicketRecord = {
  ...{ state: 'closed', customerId: 'c', anonymousReason: '', category: 'complaint.delay', urgency: 'normal' },
  ...{ processNotes: 1, result: '已补发', feedbackNoteId: 'n', surveyState: 'invited', complaint: null },
  ...{
    occurredAt: new Date(0),
    descriptionCustomer: '没收到',
    channel: 'phone',
    orderNo: null,
    product: '',
    store: '',
  },
  ...{ pageUrl: '', cause: '快递停运', causeUnknownReason: '', initialSuggestion: '', solution: '补发' },
}

test('a complete record lacks nothing (records 6.4)', () => expect(missingFields(complete, null)).toEqual([]))

test.each([
  [{ customerId: null }, ['customer', 'who']],
  [{ customerId: null, anonymousReason: '到店客户' }, []],
  [{ category: '' }, ['category']],
  [{ urgency: ' ' }, ['urgency']],
  [{ processNotes: 0 }, ['process']],
  [{ result: ' \n' }, ['result']],
  [{ feedbackNoteId: null }, ['feedback']],
  [{ surveyState: 'none' }, ['survey']],
  [{ surveyState: 'skipped' }, []],
  [{ occurredAt: null }, ['when']],
  [{ descriptionCustomer: '' }, ['what']],
  [{ channel: '' }, ['where']],
  [{ channel: '', store: '一号店' }, []],
  [{ cause: '' }, ['why']],
  [{ cause: '', causeUnknownReason: '已停产，无从查起' }, []],
  [{ solution: '' }, ['how']],
  [{ solution: '', initialSuggestion: '先补发' }, []],
  [{ complaint: { apologised: false, hasPlanWithOwner: false, revisited: false } }, ['apology', 'plan', 'revisit']],
  [{ complaint: { apologised: true, hasPlanWithOwner: true, revisited: true } }, []],
] as const)('%j: %j', (part, missing) => {
  expect(missingFields({ ...complete, ...part }, null)).toEqual(missing)
})

test('one field may be waived, and only that one', () => {
  const record = { ...complete, cause: '', occurredAt: null }
  expect(missingFields(record, 'why')).toEqual(['when'])
})
