import { Form, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { askCustomer, resolveTicket, returnNode, sendToDepartment } from '../../../domain/tickets/contract.ts'
import { useMe } from '../../session/session.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { usePlaces } from '../queries.ts'
import { ownNode } from '../steps.ts'
import { useStep } from '../verbs.ts'
import { instantOf } from '../words.ts'
import { MomentItem, PickItem, WordsItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'

const momentOf = (local: string | undefined) => (local ? instantOf(local) : undefined)

export function AskDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const ask = useStep(askCustomer, onClose)
  return (
    <FormDialog<{ steps: string; until?: string }>
      title={t('step.ask')}
      okText={t('dialog.ask.ok')}
      hint={t('dialog.ask.hint')}
      busy={ask.isPending}
      onClose={onClose}
      initialValues={{ steps: ticket.waitingSteps }}
      onSubmit={({ steps, until }) => ask.mutate({ id: ticket.id, steps, until: momentOf(until) })}
    >
      <WordsItem
        name="steps"
        label={t('dialog.ask.steps')}
        placeholder={t('dialog.ask.stepsPlaceholder')}
        maxLength={4000}
        rows={4}
        autoFocus
      />
      <MomentItem name="until" label={t('dialog.ask.until')} help={t('dialog.ask.untilHelp')} presets={[24, 48, 72]} />
    </FormDialog>
  )
}

export function DepartmentDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const send = useStep(sendToDepartment, onClose)
  const places = usePlaces()
  return (
    <FormDialog<{ departmentId: string; request: string; dueAt?: string }>
      title={t('step.department')}
      okText={t('dialog.department.ok')}
      hint={t('dialog.department.hint')}
      busy={send.isPending}
      onClose={onClose}
      initialValues={{ departmentId: ticket.department?.id }}
      onSubmit={({ departmentId, request, dueAt }) =>
        send.mutate({ id: ticket.id, departmentId, request, dueAt: momentOf(dueAt) })
      }
    >
      <PickItem
        name="departmentId"
        label={t('column.department')}
        loading={places.isPending}
        options={(places.data?.departments ?? []).map(({ id, name }) => ({ value: id, label: name }))}
      />
      <WordsItem
        name="request"
        label={t('dialog.department.request')}
        placeholder={t('dialog.department.requestPlaceholder')}
        maxLength={4000}
      />
      <MomentItem
        name="dueAt"
        label={t('dialog.department.due')}
        help={t('dialog.department.dueHelp')}
        presets={[4, 12, 24]}
      />
    </FormDialog>
  )
}

export function ReturnDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const me = useMe()
  const give = useStep(returnNode, onClose)
  const node = ownNode(ticket.nodes, me.departmentId)
  return (
    <FormDialog<{ result: string }>
      title={t('step.returnNode')}
      okText={t('step.returnNode')}
      hint={node?.request}
      busy={give.isPending}
      onClose={onClose}
      onSubmit={({ result }) => node && give.mutate({ id: ticket.id, nodeId: node.id, result })}
    >
      <WordsItem
        name="result"
        label={t('dialog.return.result')}
        placeholder={t('dialog.return.placeholder')}
        maxLength={10_000}
        rows={5}
        autoFocus
      />
    </FormDialog>
  )
}

const ways = ['message', 'phone', 'in_person', 'sms', 'email'] as const
type ResolveFields = { result: string; solution: string; customerNotes?: string; toldBy: (typeof ways)[number] }

export function ResolveDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const resolve = useStep(resolveTicket, onClose)
  const found = ticket.nodes.findLast((node) => node.result !== '')?.result ?? ''
  const hasTalk = ticket.conversationId !== null
  return (
    <FormDialog<ResolveFields>
      title={t('step.resolve')}
      okText={t('dialog.resolve.ok')}
      hint={t('dialog.resolve.hint')}
      busy={resolve.isPending}
      width={600}
      onClose={onClose}
      initialValues={{
        result: ticket.result || found,
        solution: ticket.solution,
        customerNotes: ticket.customerNotes,
        toldBy: hasTalk ? 'message' : 'phone',
      }}
      onSubmit={(fields) => resolve.mutate({ id: ticket.id, ...fields })}
    >
      <WordsItem name="result" label={t('dialog.resolve.result')} maxLength={4000} rows={2} autoFocus />
      <WordsItem name="solution" label={t('dialog.resolve.solution')} maxLength={4000} rows={2} />
      <WordsItem name="customerNotes" label={t('dialog.resolve.notes')} maxLength={2000} rows={2} isOptional />
      <Form.Item name="toldBy" label={t('dialog.resolve.toldBy')}>
        <Radio.Group
          options={ways.map((value) => ({
            value,
            label: t(`told.${value}`),
            disabled: value === 'message' && !hasTalk,
          }))}
        />
      </Form.Item>
    </FormDialog>
  )
}
