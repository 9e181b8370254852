import { useMutation } from '@tanstack/react-query'
import { Form } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { makeCommitment } from '../../../domain/commitments/contract.ts'
import { replyToCustomer } from '../../../domain/tickets/contract.ts'
import { call } from '../../api.ts'
import { newId } from '../../clock.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { queryClient } from '../../query.ts'
import { useShowError } from '../../ui/errors.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { putTicket } from '../cache.ts'
import { instantOf, momentText } from '../words.ts'
import { MomentItem, WordsItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'

type Fields = { until: string; words: string }

/** SOP 000 四 (R45): before the time comes the customer hears of the delay, with an apology; the new time is a promise. */
export function DelayDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const showError = useShowError()
  const [form] = Form.useForm<Fields>()
  // One id each for all tries: what arrived the first time is not said twice.
  const ids = useRef({ note: newId(), commitment: newId() })
  const suggested = useRef('')
  const tell = useMutation({
    mutationFn: async ({ until, words }: Fields) => {
      const { id } = ticket
      const told = await call(replyToCustomer, { id, noteId: ids.current.note, body: words.trim() })
      await call(makeCommitment, {
        commitmentId: ids.current.commitment,
        ticketId: id,
        body: t('dialog.delay.promise'),
        dueAt: instantOf(until) ?? until,
        channel: ticket.conversationId ? 'chat' : (ticket.preferredChannel ?? 'phone'),
        customerAgreed: false,
      })
      return told.ticket
    },
    onSuccess: (after) => {
      putTicket(after)
      void queryClient.invalidateQueries({ queryKey: ['commitments'] })
      onClose()
    },
    onError: showError,
  })
  const at = instantOf(Form.useWatch('until', form) ?? '')
  // The words follow the time until somebody changes them.
  useEffect(() => {
    if (!at || (form.getFieldValue('words') ?? '') !== suggested.current) return
    suggested.current = t('dialog.delay.apology', { no: ticket.no, time: momentText(at, locale) })
    form.setFieldsValue({ words: suggested.current })
  }, [at, form, locale, t, ticket.no])
  return (
    <FormDialog<Fields>
      title={t('step.delay')}
      okText={t('dialog.delay.ok')}
      hint={t(ticket.conversationId ? 'dialog.delay.hint' : 'dialog.delay.hintByPhone')}
      busy={tell.isPending}
      form={form}
      initialValues={{ words: '' }}
      onClose={onClose}
      onSubmit={(fields) => tell.mutate(fields)}
    >
      <MomentItem name="until" label={t('dialog.delay.until')} presets={[2, 24, 48]} isNeeded />
      <WordsItem name="words" label={t('dialog.delay.words')} maxLength={4000} rows={4} />
    </FormDialog>
  )
}
