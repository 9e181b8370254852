import { App, Form, Input } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { escalateTicket } from '../../domain/escalations/contract.ts'
import { newId } from '../clock.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { useEscalationAct } from './queries.ts'

type EscalateDialogProps = {
  ticket: { id: string; no: string; subject: string }
  onClose: () => void
  onDone?: () => void
}
type Fields = { summary: string; reason: string }

/** R22, R32: the supervisor in charge is called with summary and reason; the first responsible stays. */
export function EscalateDialog({ ticket, onClose, onDone }: EscalateDialogProps) {
  const { t } = useTranslation('escalations')
  const { message } = App.useApp()
  // One id for all tries: a second try after a lost answer calls nobody twice.
  const id = useRef(newId())
  const escalate = useEscalationAct(escalateTicket, () => {
    void message.success(t('escalated'))
    onDone?.()
    onClose()
  })
  const save = ({ summary, reason }: Fields) =>
    escalate.mutate({ id: ticket.id, escalationId: id.current, summary: summary.trim(), reason: reason.trim() })
  return (
    <FormDialog<Fields>
      title={t('escalateTitle', { no: ticket.no })}
      okText={t('escalate')}
      hint={t('escalateHint')}
      busy={escalate.isPending}
      initialValues={{ summary: ticket.subject }}
      onClose={onClose}
      onSubmit={save}
    >
      <Form.Item
        name="summary"
        label={t('summaryLabel')}
        rules={[{ required: true, whitespace: true, message: t('needed', { what: t('summaryLabel') }) }]}
      >
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={2000} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reasonLabel')}
        rules={[{ required: true, whitespace: true, message: t('needed', { what: t('reasonLabel') }) }]}
      >
        <Input.TextArea autoFocus autoSize={{ minRows: 2, maxRows: 4 }} maxLength={500} />
      </Form.Item>
    </FormDialog>
  )
}
