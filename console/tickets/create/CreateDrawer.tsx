import { App, Button, Drawer, Form } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { raisedUrgency, type Urgency } from '../../../domain/tickets/urgency.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { ApiError } from '../../api.ts'
import { newId } from '../../clock.ts'
import { useUploads } from '../../conversations/composer/uploads.ts'
import { useMe } from '../../session/session.ts'
import { useErrorText } from '../../ui/errors.ts'
import { refetchTicket } from '../cache.ts'
import { pathOf } from '../open-path.ts'
import { CreateFields } from './CreateFields.tsx'
import { type Draft, type Fields, forgetDraft, keepDraft, keptDraft } from './draft.ts'
import type { Source } from './from-conversation.ts'
import { useCreate } from './useCreate.ts'

/** `parent`: the new ticket is a part of that one. */
type CreateDrawerProps = { source?: Source; parent?: TicketView; onClose: () => void }

const nothing: Partial<Fields> = { channel: 'phone', raisers: [], urgency: 'normal', take: true, withQuotes: true }

/** A new ticket: what is known is filled in, what was typed survives a reload. */
export function CreateDrawer({ source, parent, onClose }: CreateDrawerProps) {
  const { t } = useTranslation('tickets')
  const { message } = App.useApp()
  const me = useMe()
  const navigate = useNavigate()
  const [form] = Form.useForm<Fields>()
  const files = useUploads()
  const conversationId = source?.conversation.id ?? parent?.id
  const [draft, setDraft] = useState<Draft>(() => keptDraft(me.id, conversationId) ?? { ticketId: newId(), fields: {} })
  const initial = useMemo(
    () => ({ ...nothing, ...fieldsFrom(source), ...fieldsUnder(parent), ...draft.fields }),
    [source, parent, draft.fields],
  )
  const { create, problem } = useFaults(form, {
    onDone: (id, no) => {
      forgetDraft(me.id, conversationId)
      message.success(t('create.done', { no }))
      onClose()
      if (!source && !parent) void navigate(pathOf(id))
      if (parent) refetchTicket(parent.id)
    },
  })
  const remember = (changed: Partial<Fields>) => {
    const { raisers } = changed
    if (raisers) form.setFieldValue('urgency', raisedUrgency(form.getFieldValue('urgency') as Urgency, raisers))
    keepDraft(me.id, conversationId, { ...draft, fields: form.getFieldsValue() })
  }
  const clear = () => {
    forgetDraft(me.id, conversationId)
    setDraft({ ticketId: newId(), fields: {} })
    form.resetFields()
  }
  return (
    <Drawer
      open
      size={620}
      title={
        source
          ? t('create.fromTalk', { name: source.conversation.customer.name })
          : parent
            ? t('create.under', { no: parent.no })
            : t('create.title')
      }
      onClose={onClose}
      extra={
        <Button type="text" onClick={clear}>
          {t('create.clear')}
        </Button>
      }
      footer={
        <div className="ticket-create-foot">
          {problem && (
            <span className="ticket-field-problem grow" role="alert">
              {problem}
            </span>
          )}
          <Button type="primary" loading={create.isPending} onClick={() => form.submit()}>
            {t('create.ok')}
          </Button>
        </div>
      }
    >
      <Form<Fields>
        key={draft.ticketId}
        form={form}
        layout="vertical"
        scrollToFirstError
        initialValues={initial}
        onValuesChange={remember}
        onFinish={(fields) =>
          create.mutate({ fields, source, parentId: parent?.id, ticketId: draft.ticketId, files: files.uploads })
        }
      >
        <CreateFields source={source} files={files} />
      </Form>
    </Drawer>
  )
}

function fieldsFrom(source: Source | undefined): Partial<Fields> {
  if (!source) return {}
  const { conversation, carried } = source
  return {
    subject: carried.subject,
    descriptionCustomer: carried.descriptionCustomer,
    orderNo: conversation.orderNo ?? '',
    urgency: conversation.urgency,
    // The category's way through the tree is filled in by the field itself, once the tree is there.
    category: conversation.category ? [conversation.category] : undefined,
  }
}

function fieldsUnder(parent: TicketView | undefined): Partial<Fields> {
  if (!parent) return {}
  const { customer, channel, anonymousReason, orderNo } = parent
  return {
    channel,
    anonymousReason,
    orderNo: orderNo ?? '',
    ...(customer && { customer: { value: customer.id, label: `${customer.name} ${customer.no}` } }),
  }
}

/** Refused fields are marked where they stand; the rest of the answer stands by the button. */
function useFaults(
  form: ReturnType<typeof Form.useForm<Fields>>[0],
  { onDone }: { onDone: (id: string, no: string) => void },
) {
  const textOf = useErrorText()
  const [problem, setProblem] = useState('')
  const create = useCreate({
    onDone,
    onError: (error) => {
      setProblem(textOf(error))
      if (!(error instanceof ApiError)) return
      const names: Record<string, keyof Fields> = { customerId: 'customer', urgencyRaisers: 'raisers' }
      form.setFields(
        Object.entries(error.fields).map(([name, words]) => ({
          name: name.startsWith('fields.') ? ['custom', name.slice(7)] : (names[name] ?? (name as keyof Fields)),
          errors: [words],
        })),
      )
    },
  })
  return { create, problem: create.isError ? problem : '' }
}
