import { useQuery } from '@tanstack/react-query'
import { Form, Select } from 'antd'
import { useDeferredValue, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { listTickets } from '../../../domain/tickets/lists/list-contract.ts'
import type { TicketRow, TicketView } from '../../../domain/tickets/views.ts'
import { call } from '../../api.ts'

type Other = { id: string; no: string }

/** Another ticket, by number or words; before anything is typed, those of the same customer. */
export function TicketItem({ ticket, label }: { ticket: TicketView; label: string }) {
  const { t } = useTranslation('tickets')
  return (
    <Form.Item
      name="other"
      label={label}
      extra={t('dialog.link.help')}
      rules={[{ required: true, message: t('dialog.needed', { field: label }) }]}
    >
      <TicketPick ticket={ticket} />
    </Form.Item>
  )
}

type TicketPickProps = { id?: string; ticket: TicketView; value?: Other; onChange?: (other: Other | undefined) => void }

function TicketPick({ id, ticket, value, onChange }: TicketPickProps) {
  const { t } = useTranslation('tickets')
  const [words, setWords] = useState('')
  const q = useDeferredValue(words.trim())
  const customerId = q === '' ? ticket.customer?.id : undefined
  const found = useQuery({
    queryKey: ['ticket-pick', q, customerId],
    queryFn: ({ signal }) => call(listTickets, { list: 'all', q: q || undefined, customerId, limit: 20 }, signal),
    placeholderData: (before) => before,
  })
  const rows = (found.data?.items ?? []).filter((row) => row.id !== ticket.id)
  return (
    <Select
      id={id}
      showSearch={{ filterOption: false, onSearch: setWords, searchValue: words }}
      loading={found.isFetching}
      value={value?.id}
      notFoundContent={found.isPending ? null : t('dialog.link.none')}
      options={rows.map((row) => ({ value: row.id, label: `${row.no} ${row.subject}` }))}
      onChange={(picked: string) => onChange?.(rows.find((row) => row.id === picked) as TicketRow | undefined)}
    />
  )
}
