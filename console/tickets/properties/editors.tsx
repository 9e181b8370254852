import { Input, Select } from 'antd'
import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useKnownTags } from '../known-tags.ts'
import { instantOf, localMoment } from '../words.ts'
import { FieldFrame } from './FieldFrame.tsx'
import { type FieldName, useField } from './useField.ts'

type TextName = {
  [K in FieldName]: TicketView[K] extends string | null ? K : never
}[FieldName]
type EditorProps<K> = {
  ticket: TicketView
  name: K
  label: string
  isMissing?: boolean
  hint?: ReactNode
}
type TextProps = EditorProps<TextName> & { isLong?: boolean; maxLength: number; placeholder?: string; wide?: boolean }

/** Words edited where they stand: saved on leaving, Escape takes them back. */
export function TextField({ ticket, name, label, isLong, maxLength, placeholder, ...frame }: TextProps) {
  const field = useField(ticket, name)
  const isOpen = ticket.may.work
  const steer = (event: KeyboardEvent<HTMLElement>) => {
    if (event.key === 'Escape') field.takeTheirs()
    const isDone =
      event.key === 'Enter' && !event.nativeEvent.isComposing && (!isLong || event.ctrlKey || event.metaKey)
    if (!isDone && event.key !== 'Escape') return
    event.preventDefault()
    event.currentTarget.blur()
  }
  const value = (field.value as string | null) ?? ''
  // A single line that was emptied says "none" where none is allowed, and is left as it was where it is not.
  const put = (words: string) => field.change((words === '' && ticket[name] === null ? null : words) as never)
  return (
    <FieldFrame name={name} label={label} field={field} {...frame}>
      {isOpen ? (
        <Input.TextArea
          className="ticket-editor"
          variant="borderless"
          aria-label={label}
          autoSize={{ minRows: 1, maxRows: 16 }}
          maxLength={maxLength}
          placeholder={placeholder ?? '–'}
          value={value}
          onChange={(event) => put(isLong ? event.target.value : event.target.value.replace(/[\r\n]+/g, ' '))}
          onBlur={field.leave}
          onKeyDown={steer}
        />
      ) : (
        <span className="ticket-plain">{value || '–'}</span>
      )}
    </FieldFrame>
  )
}

type ChoiceName = 'stage' | 'sentiment' | 'preferredChannel'
type ChoiceProps = EditorProps<ChoiceName> & { options: { value: string; label: string }[]; allowClear?: boolean }

export function ChoiceField({ ticket, name, label, options, allowClear, ...frame }: ChoiceProps) {
  const field = useField(ticket, name)
  const wordsOf = (value: unknown) => options.find((option) => option.value === value)?.label ?? '–'
  return (
    <FieldFrame name={name} label={label} field={field} words={wordsOf} {...frame}>
      {ticket.may.work ? (
        <Select
          className="ticket-editor"
          variant="borderless"
          aria-label={label}
          allowClear={allowClear}
          placeholder="–"
          value={field.value ?? undefined}
          options={options}
          onChange={(value: string | undefined) => void field.save((value ?? null) as never)}
        />
      ) : (
        <span className="ticket-plain">{wordsOf(field.value)}</span>
      )}
    </FieldFrame>
  )
}

export function MomentField({ ticket, name, label, ...frame }: EditorProps<'occurredAt' | 'wantedBy'>) {
  const field = useField(ticket, name)
  const [isHere, setHere] = useState(false)
  const local = field.value ? localMoment(field.value) : ''
  const words = (value: unknown) => localMoment(String(value)).replace('T', ' ')
  return (
    <FieldFrame name={name} label={label} field={field} words={words} {...frame}>
      {ticket.may.work ? (
        <Input
          className="ticket-editor"
          variant="borderless"
          // An empty date field shows the browser's own pattern: only to who is about to fill it.
          type={isHere || local ? 'datetime-local' : 'text'}
          placeholder="–"
          aria-label={label}
          value={local}
          onFocus={() => setHere(true)}
          onChange={(event) => field.change(instantOf(event.target.value) ?? null)}
          onBlur={() => {
            setHere(false)
            field.leave()
          }}
        />
      ) : (
        <span className="ticket-plain">{local.replace('T', ' ') || '–'}</span>
      )}
    </FieldFrame>
  )
}

export function TagsField({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const field = useField(ticket, 'tags')
  const label = t('column.tags')
  const known = useKnownTags()
  return (
    <FieldFrame name="tags" label={label} field={field} words={(value) => (value as string[]).join(t('comma'))}>
      {ticket.may.work ? (
        <Select
          className="ticket-editor"
          variant="borderless"
          mode="tags"
          maxCount={20}
          aria-label={label}
          placeholder={t('field.addTag')}
          options={known}
          tokenSeparators={[',', '，', '、']}
          value={field.value ?? []}
          onChange={(tags: string[]) => void field.save(tags.map((tag) => tag.trim().slice(0, 40)).filter(Boolean))}
        />
      ) : (
        <span className="ticket-plain">{(field.value ?? []).join(t('comma')) || '–'}</span>
      )}
    </FieldFrame>
  )
}
