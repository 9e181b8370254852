import { Button, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attemptCallback, type CallbackFile } from '../../domain/callbacks/contract.ts'
import {
  attemptsInVain,
  type CallbackChannel,
  callbackChannels,
  type Outcome,
  outcomes,
} from '../../domain/callbacks/rules.ts'
import { newId, now } from '../clock.ts'
import { InstantInput } from '../ui/forms/InstantInput.tsx'
import { useCallbackAct } from './queries.ts'

type Fields = {
  channel: CallbackChannel
  outcome: Outcome
  note?: string
  result?: string
  suggestion?: string
  nextAt?: string
}

/** Writing an attempt down: who was reached has told something, who was not will be tried again. */
export function AttemptForm({ file: { callback } }: { file: CallbackFile }) {
  const { t } = useTranslation('callbacks')
  const [form] = Form.useForm<Fields>()
  const outcome = Form.useWatch('outcome', form) ?? 'reached'
  // The same id until it is stored: a second click or a lost answer makes no second attempt.
  const [attemptId] = useState(newId)
  const attempt = useCallbackAct(attemptCallback)
  const needed = (what: string) => [{ required: true, whitespace: true, message: t('needed', { what }) }]
  const isLast = callback.attempts + 1 >= attemptsInVain && callback.kind !== 'complaint_after'
  const initialValues: Fields = { channel: 'phone', outcome: 'reached' }
  return (
    <section>
      <h2>{t('write')}</h2>
      <Form<Fields>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={initialValues}
        onFinish={(fields) => attempt.mutate({ id: callback.id, attemptId, ...fields })}
      >
        <Form.Item name="outcome" label={t('howItWent')}>
          <Segmented block options={outcomes.map((value) => ({ value, label: t(`outcome.${value}`) }))} />
        </Form.Item>
        <Form.Item name="channel" label={t('by')}>
          <Select options={callbackChannels.map((value) => ({ value, label: t(`channel.${value}`) }))} />
        </Form.Item>
        {outcome === 'reached' && <Told isSuggestionNeeded={callback.kind === 'low_score'} needed={needed} />}
        {outcome === 'no_answer' && !isLast && (
          <Form.Item name="nextAt" label={t('nextTry')} extra={t('nextTryHint')}>
            <InstantInput min={now()} />
          </Form.Item>
        )}
        {outcome === 'no_answer' && isLast && <p className="callback-hint">{t('lastAttempt')}</p>}
        {outcome !== 'reached' && (
          <Form.Item name="note" label={t('note')} rules={outcome === 'refused' ? needed(t('note')) : []}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
          </Form.Item>
        )}
        <Button type="primary" htmlType="submit" loading={attempt.isPending}>
          {outcome === 'no_answer' ? t('save') : t('saveAndEnd')}
        </Button>
      </Form>
    </section>
  )
}

type ToldProps = {
  isSuggestionNeeded: boolean
  needed: (what: string) => { required: boolean; whitespace: boolean; message: string }[]
}

/** R53: the result, and after a low score what exactly the customer wants to be different. */
function Told({ isSuggestionNeeded, needed }: ToldProps) {
  const { t } = useTranslation('callbacks')
  return (
    <>
      <Form.Item name="result" label={t('result')} rules={needed(t('result'))}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('resultHint')} />
      </Form.Item>
      <Form.Item name="suggestion" label={t('suggestion')} rules={isSuggestionNeeded ? needed(t('suggestion')) : []}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} placeholder={t('suggestionHint')} />
      </Form.Item>
    </>
  )
}
