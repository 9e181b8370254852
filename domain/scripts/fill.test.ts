import { describe, expect, it } from 'vitest'
import { fillForAgent, fillForCustomer, variablesOf } from './fill.ts'

const welcome = {
  zh: '您好，欢迎来到{{brand}}客服中心。我们已收到您的消息，正在为您转接人工客服；预计等待 {{wait_minutes}} 分钟。您可以先留下订单编号。',
  en: 'Hello and welcome to {{brand}} support. We have your message and are connecting you to an agent; the expected wait is {{wait_minutes}} min. Please leave your order number.',
}

describe('for an agent', () => {
  it('fills what is known and leaves the rest visible', () => {
    const names: Record<string, string> = { ticket_no: '工单编号' }
    expect(
      fillForAgent('{{agent_name}}：{{ticket_no}}，{{agent_name}}', { agent_name: '小王' }, (key) => names[key] ?? key),
    ).toBe('小王：【工单编号】，小王')
  })
  it.each([
    ['0 is a value', 0, '0'],
    ['an empty text is unknown', '', '【n】'],
    ['null is unknown', null, '【n】'],
    ['values are not filled again', '{{n}}', '{{n}}'],
    ['replacement patterns are plain text', '$&$1', '$&$1'],
    ['markup stays text', '<b>1</b>', '<b>1</b>'],
  ])('%s', (_, n, filled) => expect(fillForAgent('{{n}}', { n })).toBe(filled))
})

describe('for a customer', () => {
  it.each([
    [
      'all known',
      welcome.zh,
      { brand: '明德', wait_minutes: 3 },
      '您好，欢迎来到明德客服中心。我们已收到您的消息，正在为您转接人工客服；预计等待 3 分钟。您可以先留下订单编号。',
    ],
    [
      'a part dropped',
      welcome.zh,
      { brand: '明德' },
      '您好，欢迎来到明德客服中心。我们已收到您的消息，正在为您转接人工客服。您可以先留下订单编号。',
    ],
    [
      'a first part dropped',
      welcome.zh,
      { wait_minutes: 3 },
      '我们已收到您的消息，正在为您转接人工客服；预计等待 3 分钟。您可以先留下订单编号。',
    ],
    [
      'English',
      welcome.en,
      { brand: 'Mingde' },
      'Hello and welcome to Mingde support. We have your message and are connecting you to an agent. Please leave your order number.',
    ],
    ['a bracket dropped', '现在不在服务时间（{{service_hours}}）。请留言。', {}, '现在不在服务时间。请留言。'],
    [
      'an English bracket dropped',
      'We are offline (hours: {{service_hours}}). Please write.',
      {},
      'We are offline. Please write.',
    ],
    ['nothing left', '您的工单是 {{ticket_no}}。', {}, ''],
    ['a last part dropped', '先记下；{{x}} 分钟后再说', {}, '先记下。'],
    ['a decimal point ends nothing', 'Costs 3.5 {{unit}} each. Thanks.', {}, 'Thanks.'],
    ['no variables', '您好！有什么可以帮您？', {}, '您好！有什么可以帮您？'],
    ['a value may look like a variable', '您好 {{name}}。', { name: '{{x}}' }, '您好 {{x}}。'],
  ])('%s', (_, template, values, text) => expect(fillForCustomer(template, values)).toBe(text))
})

it('names each variable once', () => {
  expect(variablesOf('{{b}} {{a}} {{b}} {{Bad}} {{ a }} {{}}')).toEqual(['b', 'a'])
})
