import { Cascader, Form, Input } from 'antd'
import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { linkTickets, mergeTicket, splitTicket } from '../../../domain/tickets/contract.ts'
import { newId } from '../../clock.ts'
import { pathTo, treeOf, useCategories } from '../../conversations/actions/categories.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { FormDialog } from '../../ui/forms/FormDialog.tsx'
import { useStep } from '../verbs.ts'
import { ReasonItem, WordsItem } from './items.tsx'
import type { StepDialogOf } from './of-ticket.ts'
import { TicketItem } from './TicketItem.tsx'

export function LinkDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const link = useStep(linkTickets, onClose)
  return (
    <FormDialog<{ other: { no: string } }>
      title={t('step.link')}
      okText={t('step.link')}
      busy={link.isPending}
      onClose={onClose}
      onSubmit={({ other }) => link.mutate({ id: ticket.id, otherNo: other.no })}
    >
      <TicketItem ticket={ticket} label={t('dialog.link.other')} />
    </FormDialog>
  )
}

export function MergeDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const merge = useStep(mergeTicket, onClose)
  return (
    <FormDialog<{ other: { id: string }; reason: string }>
      title={t('step.merge')}
      okText={t('step.merge')}
      danger
      warning={t('dialog.merge.warning', { no: ticket.no })}
      busy={merge.isPending}
      onClose={onClose}
      onSubmit={({ other, reason }) => merge.mutate({ id: ticket.id, intoId: other.id, reason })}
    >
      <TicketItem ticket={ticket} label={t('dialog.merge.into')} />
      <ReasonItem />
    </FormDialog>
  )
}

type SplitFields = { subject: string; category: string[]; descriptionCustomer: string }

export function SplitDialog({ ticket, onClose }: StepDialogOf) {
  const { t } = useTranslation('tickets')
  const nameOf = useLocalized()
  const { data = [] } = useCategories()
  const options = useMemo(() => treeOf(data, (category) => nameOf(category.name)), [data, nameOf])
  const ticketId = useRef(newId())
  const split = useStep(splitTicket, onClose)
  return (
    <FormDialog<SplitFields>
      title={t('step.split')}
      okText={t('step.split')}
      hint={t('dialog.split.hint')}
      busy={split.isPending}
      onClose={onClose}
      initialValues={{ category: pathTo(data, ticket.category) }}
      onSubmit={({ subject, category, descriptionCustomer }) =>
        split.mutate({
          id: ticket.id,
          ticketId: ticketId.current,
          subject,
          category: category.at(-1) ?? ticket.category,
          descriptionCustomer,
        })
      }
    >
      <Form.Item
        name="subject"
        label={t('column.subject')}
        rules={[{ required: true, whitespace: true, message: t('dialog.needed', { field: t('column.subject') }) }]}
      >
        <Input autoFocus maxLength={200} />
      </Form.Item>
      <Form.Item name="category" label={t('column.category')} rules={[{ required: true }]}>
        <Cascader options={options} showSearch expandTrigger="hover" allowClear={false} />
      </Form.Item>
      <WordsItem name="descriptionCustomer" label={t('field.descriptionCustomer')} maxLength={10_000} />
    </FormDialog>
  )
}
