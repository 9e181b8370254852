import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listConversations, searchConversations } from '../../../domain/conversations/contract.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { call } from '../../api.ts'
import { useMay } from '../../session/session.ts'

type Customer = { value: string; label: string }

/** Who it is about, among the customers this person has served; or why nobody is named. */
export function CustomerItem() {
  const { t } = useTranslation('tickets')
  const form = Form.useFormInstance()
  const customer = Form.useWatch('customer', form) as Customer | null | undefined
  const maySearch = useMay('conversations.view')
  return (
    <>
      {maySearch && (
        <Form.Item name="customer" label={t('column.customer')} extra={t('create.customerHelp')}>
          <CustomerPick />
        </Form.Item>
      )}
      {!customer && (
        <Form.Item
          name="anonymousReason"
          label={t('field.anonymousReason')}
          rules={[
            { required: true, whitespace: true, message: t('dialog.needed', { field: t('field.anonymousReason') }) },
          ]}
        >
          <Input maxLength={500} placeholder={t('create.anonymousPlaceholder')} />
        </Form.Item>
      )}
    </>
  )
}

type CustomerPickProps = { id?: string; value?: Customer | null; onChange?: (customer: Customer | null) => void }

function CustomerPick({ id, value, onChange }: CustomerPickProps) {
  const { t } = useTranslation('tickets')
  const [words, setWords] = useState('')
  const found = useCustomers(useDeferredValue(words.trim()))
  return (
    <Select
      id={id}
      allowClear
      labelInValue
      showSearch={{ filterOption: false, searchValue: words, onSearch: setWords }}
      placeholder={t('create.customerPlaceholder')}
      notFoundContent={t('create.customerNone')}
      value={value ?? undefined}
      options={found}
      onChange={(chosen: Customer | undefined) =>
        onChange?.(chosen ? { value: chosen.value, label: String(chosen.label) } : null)
      }
    />
  )
}

/** Recent customers by name or number, and those whose conversations contain the words. */
function useCustomers(words: string): Customer[] {
  const recent = useQuery({
    queryKey: ['recent-customers'],
    queryFn: async ({ signal }) => {
      const lists = await Promise.all(
        (['all', 'closed'] as const).map((list) => call(listConversations, { list, limit: 50 }, signal)),
      )
      return lists.flatMap(({ items }) => items)
    },
    staleTime: 60_000,
  })
  const said = useQuery({
    queryKey: ['search', words],
    enabled: words !== '',
    queryFn: ({ signal }) => call(searchConversations, { q: words, limit: 12 }, signal),
  })
  const wanted = words.toLowerCase()
  const named = (recent.data ?? []).filter(({ customer }) =>
    `${customer.name} ${customer.no}`.toLowerCase().includes(wanted),
  )
  const spoken = words === '' ? [] : (said.data?.items ?? []).map(({ conversation }) => conversation)
  return distinct([...named, ...spoken])
}

function distinct(conversations: readonly ConversationView[]): Customer[] {
  const byId = new Map(conversations.map(({ customer }) => [customer.id, `${customer.name} ${customer.no}`]))
  return [...byId].map(([value, label]) => ({ value, label }))
}
