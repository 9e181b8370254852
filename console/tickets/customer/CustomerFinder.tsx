import { UserAddOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type FoundCustomer, findCustomers } from '../../../domain/customers/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { call } from '../../api.ts'
import { useErrorText } from '../../ui/errors.ts'
import { NewCustomer } from './NewCustomer.tsx'
import './customer.css'

export type Chosen = { value: string; label: string }
type CustomerFinderProps = {
  id?: string
  /** Where the customer's consent to keep a contact is given. */
  channel: TicketView['channel']
  onChoose: (customer: Chosen) => void
}

/** Who it is about. Asked for by a button, never while typing: each search is kept in the records. */
export function CustomerFinder({ id, channel, onChoose }: CustomerFinderProps) {
  const { t } = useTranslation('tickets')
  const textOf = useErrorText()
  const [words, setWords] = useState('')
  const [isNew, setNew] = useState(false)
  const search = useMutation({ mutationFn: (q: string) => call(findCustomers, { q }) })
  const find = () => words.trim() !== '' && search.mutate(words.trim())
  const choose = ({ id: value, name, no }: Pick<FoundCustomer, 'id' | 'name' | 'no'>) =>
    onChoose({ value, label: `${name} ${no}` })
  if (isNew) return <NewCustomer typed={words.trim()} channel={channel} onDone={choose} onBack={() => setNew(false)} />
  return (
    <div className="customer-finder">
      <Input.Search
        id={id}
        value={words}
        maxLength={120}
        autoComplete="off"
        enterButton={t('customer.find')}
        loading={search.isPending}
        placeholder={t('customer.placeholder')}
        onChange={(event) => setWords(event.target.value)}
        onSearch={find}
        // Enter looks for the customer; the form around it is not sent.
        onPressEnter={(event) => event.preventDefault()}
      />
      {!search.data && <p className="quiet">{t('customer.help')}</p>}
      <div role="status">
        {search.isError && <p className="ticket-field-problem">{textOf(search.error)}</p>}
        {search.data?.items.length === 0 && <p className="quiet">{t('customer.none')}</p>}
      </div>
      {search.data && search.data.items.length > 0 && <Found items={search.data.items} onChoose={choose} />}
      <Button type="link" size="small" icon={<UserAddOutlined />} onClick={() => setNew(true)}>
        {t('customer.new')}
      </Button>
    </div>
  )
}

type FoundProps = { items: readonly FoundCustomer[]; onChoose: (customer: FoundCustomer) => void }

function Found({ items, onChoose }: FoundProps) {
  const { t } = useTranslation('tickets')
  return (
    <ul className="customer-found" aria-label={t('customer.found', { count: items.length })}>
      {items.map((customer) => (
        <li key={customer.id}>
          <button type="button" className="bare" onClick={() => onChoose(customer)}>
            <span className="customer-found-name">
              <strong>{customer.name}</strong> <span className="quiet figures">{customer.no}</span>
            </span>
            <span className="quiet figures">
              {customer.contacts
                .slice(0, 3)
                .map(({ mask }) => mask)
                .join(t('comma'))}
            </span>
            <span className="chip">{t(`customer.by.${customer.matchedBy}`)}</span>
          </button>
        </li>
      ))}
    </ul>
  )
}
