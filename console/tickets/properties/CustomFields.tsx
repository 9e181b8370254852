import { Input, Select } from 'antd'
import { type KeyboardEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldInUse } from '../../../domain/tickets/field-contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { useFields } from '../queries.ts'
import { FieldFrame } from './FieldFrame.tsx'
import { useCustomField } from './useField.ts'

/** Fields a centre added for its industry; values of fields that are no longer in use stay readable. */
export function CustomFields({ ticket }: { ticket: TicketView }) {
  const { data: known } = useFields(ticket.nature)
  if (!known) return null
  const keys = new Set(known.map(({ key }) => key))
  const others = Object.entries(ticket.fields).filter(([key, value]) => !keys.has(key) && value !== '')
  return (
    <>
      {known.map((field) => (
        <CustomField key={field.key} ticket={ticket} definition={field} />
      ))}
      {others.map(([key, value]) => (
        <FieldFrame key={key} name={`fields.${key}`} label={key}>
          <span className="ticket-plain">{value}</span>
        </FieldFrame>
      ))}
    </>
  )
}

type CustomFieldProps = { ticket: TicketView; definition: FieldInUse }

function CustomField({ ticket, definition }: CustomFieldProps) {
  const { t } = useTranslation('tickets')
  const nameOf = useLocalized()
  const { key, kind, choices, requiredAt } = definition
  const field = useCustomField(ticket, key)
  const label = nameOf(definition.label)
  const isAsked = requiredAt !== 'never' && field.theirs === ''
  return (
    <FieldFrame
      name={`fields.${key}`}
      label={label}
      field={field}
      hint={isAsked ? t('field.neededForResult') : undefined}
    >
      {!ticket.may.work ? (
        <span className="ticket-plain">{field.value === '' ? '–' : field.value}</span>
      ) : kind === 'choice' ? (
        <Select
          className="ticket-editor"
          variant="borderless"
          aria-label={label}
          allowClear
          placeholder="–"
          value={field.value === '' ? undefined : field.value}
          options={choices.map((value) => ({ value, label: value }))}
          onChange={(value: string | number | undefined) => void field.save(value ?? '')}
        />
      ) : (
        <ValueBox kind={kind} label={label} field={field} />
      )}
    </FieldFrame>
  )
}

type ValueBoxProps = { kind: FieldInUse['kind']; label: string; field: ReturnType<typeof useCustomField> }

/** Saved on leaving; Enter leaves, Escape takes the change back. */
function ValueBox({ kind, label, field }: ValueBoxProps) {
  const { t } = useTranslation('tickets')
  const [isHere, setHere] = useState(false)
  const steer = (event: KeyboardEvent<HTMLElement>) => {
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    if (event.key === 'Escape') field.takeTheirs()
    event.currentTarget.blur()
  }
  return (
    <Input
      className="ticket-editor"
      variant="borderless"
      // An empty date field shows the browser's own pattern: only to who is about to fill it.
      type={kind === 'number' ? 'number' : kind === 'date' && (isHere || field.value !== '') ? 'date' : 'text'}
      step="any"
      maxLength={2000}
      placeholder={kind === 'file' ? t('field.fileName') : '–'}
      aria-label={label}
      value={field.value}
      onFocus={() => setHere(true)}
      onChange={({ target }) => field.change(parsed(kind, target.value))}
      onBlur={() => {
        setHere(false)
        field.leave()
      }}
      onKeyDown={steer}
    />
  )
}

const parsed = (kind: FieldInUse['kind'], words: string) => (kind === 'number' && words !== '' ? Number(words) : words)
