import { useMutation } from '@tanstack/react-query'
import { Alert, Button, Checkbox, Input, Select } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readContact } from '../../../domain/customers/contact.ts'
import { contactConsent, createCustomer, type FoundCustomer } from '../../../domain/customers/contract.ts'
import { preferredChannels, type TicketView } from '../../../domain/tickets/views.ts'
import { ApiError, call } from '../../api.ts'
import { newId } from '../../clock.ts'
import { useErrorText } from '../../ui/errors.ts'

type Customer = Pick<FoundCustomer, 'id' | 'name' | 'no'>
type Preferred = (typeof preferredChannels)[number]
type Typed = { name: string; phone: string; email: string; preferredChannel?: Preferred; agreed: boolean }
type NewCustomerProps = {
  typed: string
  channel: TicketView['channel']
  onDone: (customer: Customer) => void
  onBack: () => void
}

/** A customer written down by hand; a contact only once they agreed to it (SOP 003). Stands inside another form, so it is none itself. */
export function NewCustomer({ typed, channel, onDone, onBack }: NewCustomerProps) {
  const { t } = useTranslation('tickets')
  const [fields, setFields] = useState<Typed>(() => startFrom(typed))
  const create = useCreateCustomer(channel, onDone)
  const title = useId()
  const put = (more: Partial<Typed>) => setFields((now) => ({ ...now, ...more }))
  const hasContact = fields.phone.trim() !== '' || fields.email.trim() !== ''
  const isReady = fields.name.trim() !== '' && (!hasContact || fields.agreed)
  return (
    <section className="customer-new" aria-labelledby={title}>
      <strong id={title}>{t('customer.new')}</strong>
      <Line label={t('customer.name')} isRequired problem={create.faults.name}>
        {(id) => (
          <Input
            id={id}
            autoFocus
            maxLength={60}
            value={fields.name}
            onChange={({ target }) => put({ name: target.value })}
          />
        )}
      </Line>
      <Line label={t('customer.phone')} problem={create.faults.phone}>
        {(id) => (
          <Input
            id={id}
            type="tel"
            autoComplete="off"
            maxLength={40}
            value={fields.phone}
            onChange={({ target }) => put({ phone: target.value })}
          />
        )}
      </Line>
      <Line label={t('customer.email')} problem={create.faults.email}>
        {(id) => (
          <Input
            id={id}
            autoComplete="off"
            maxLength={120}
            value={fields.email}
            onChange={({ target }) => put({ email: target.value })}
          />
        )}
      </Line>
      <Line label={t('field.preferredChannel')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            placeholder="–"
            value={fields.preferredChannel}
            options={preferredChannels.map((value) => ({ value, label: t(`preferred.${value}`) }))}
            onChange={(preferredChannel: Preferred | undefined) => put({ preferredChannel })}
          />
        )}
      </Line>
      {hasContact && (
        <div className="customer-consent">
          <p>{t('customer.ask')}</p>
          <Checkbox checked={fields.agreed} onChange={({ target }) => put({ agreed: target.checked })}>
            {t('customer.agreed')}
          </Checkbox>
        </div>
      )}
      <Refusal error={create.error} onUse={onDone} />
      <div className="customer-new-acts">
        <Button onClick={onBack}>{t('customer.back')}</Button>
        <Button type="primary" disabled={!isReady} loading={create.isPending} onClick={() => create.send(fields)}>
          {t('customer.save')}
        </Button>
      </div>
    </section>
  )
}

/** What was searched for in vain stands where it belongs. */
function startFrom(typed: string): Typed {
  const empty: Typed = { name: '', phone: '', email: '', agreed: false }
  const { kind } = readContact(typed)
  if (kind !== 'other') return { ...empty, [kind]: typed }
  return /\d/.test(typed) ? empty : { ...empty, name: typed }
}

function useCreateCustomer(channel: TicketView['channel'], onDone: (customer: Customer) => void) {
  const [customerId] = useState(newId)
  const create = useMutation({
    mutationFn: ({ name, phone, email, preferredChannel, agreed }: Typed) =>
      call(createCustomer, {
        customerId,
        name,
        phone: phone.trim() || undefined,
        email: email.trim() || undefined,
        preferredChannel,
        consent: agreed ? { textVersion: contactConsent, channel } : undefined,
      }),
    onSuccess: ({ customer }) => onDone(customer),
  })
  const faults = create.error instanceof ApiError ? create.error.fields : {}
  return { send: create.mutate, isPending: create.isPending, error: create.error, faults }
}

type LineProps = {
  label: string
  isRequired?: boolean
  problem?: string | undefined
  children: (id: string) => ReactNode
}

function Line({ label, isRequired, problem, children }: LineProps) {
  const id = useId()
  return (
    <div className="customer-line">
      <label htmlFor={id} data-required={isRequired}>
        {label}
      </label>
      {children(id)}
      {problem && (
        <span className="ticket-field-problem" role="alert">
          {problem}
        </span>
      )}
    </div>
  )
}

/** The contact is somebody's already: that customer is offered instead of a second one. */
function Refusal({ error, onUse }: { error: Error | null; onUse: (customer: Customer) => void }) {
  const { t } = useTranslation('tickets')
  const textOf = useErrorText()
  if (!error) return null
  if (!(error instanceof ApiError && error.code === 'already_exists'))
    return <Alert type="error" showIcon title={textOf(error)} />
  const { customerId, name, no } = error.details
  const known = { id: String(customerId), name: String(name), no: String(no) }
  return (
    <Alert
      type="info"
      showIcon
      title={t('customer.known', { name: known.name, no: known.no })}
      action={
        <Button size="small" onClick={() => onUse(known)}>
          {t('customer.use')}
        </Button>
      }
    />
  )
}
