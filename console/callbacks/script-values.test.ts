import { expect, test } from 'vitest'
import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import type { ScriptView } from '../../domain/scripts/contract.ts'
import { scriptsFor, valuesOf } from './script-values.ts'

const script = (key: string) => ({ key }) as ScriptView
const all = [
  'callback.low_score.ask',
  'callback.no_answer',
  'callback.routine',
  'callback.low_score.open',
  'callback.complaint.after',
].map(script)
const keys = (kind: 'low_score' | 'complaint_after' | 'routine', withText: boolean) =>
  scriptsFor(all, kind, withText).map(({ key }) => key)

test('the opening comes first, the text message last and only when it is due', () => {
  expect(keys('low_score', false)).toEqual(['callback.low_score.open', 'callback.low_score.ask'])
  expect(keys('low_score', true).at(-1)).toBe('callback.no_answer')
  expect(keys('complaint_after', false)).toEqual(['callback.complaint.after'])
  expect(keys('routine', false)).toEqual(['callback.routine'])
})

test('a talk has no number: the script names its day, in the customer’s language', () => {
  const file = {
    callback: {
      customer: { name: '王小明', locale: 'zh-CN' },
      subject: { type: 'conversation', id: 'x', no: null },
      score: 2,
      nextAt: null,
    },
    about: { brand: '明德商城', at: '2026-03-05T04:00:00Z' },
  } as CallbackFile
  const me = { name: '小王', staffNo: '1001' }
  expect(valuesOf(file, me)).toMatchObject({ ticket_no: '3月5日的咨询', score: 2, agent_no: '1001', callback_at: null })
  const { callback } = file
  const ticket = { ...file, callback: { ...callback, subject: { ...callback.subject, no: 'GD202603050001' } } }
  expect(valuesOf(ticket, me).ticket_no).toBe('GD202603050001')
})
