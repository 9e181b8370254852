import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { now } from '../../clock.ts'
import { instantOf, localMoment } from '../words.ts'

/** Why: kept in the record, and asked wherever the rules ask it. */
export function ReasonItem({ isOptional = false, label }: { isOptional?: boolean; label?: string }) {
  const { t } = useTranslation('tickets')
  return (
    <WordsItem
      name="reason"
      label={label ?? t('dialog.reason')}
      isOptional={isOptional}
      maxLength={500}
      rows={2}
      line
    />
  )
}

type WordsItemProps = {
  name: string
  label: string
  help?: string
  isOptional?: boolean
  maxLength: number
  rows?: number
  placeholder?: string
  autoFocus?: boolean
  /** The record keeps it as one line: pressed line breaks become blanks. */
  line?: boolean
}

export function WordsItem({ name, label, help, isOptional, rows = 3, line, ...box }: WordsItemProps) {
  const { t } = useTranslation('tickets')
  const rule = { required: true, whitespace: true, message: t('dialog.needed', { field: label }) }
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      rules={isOptional ? [] : [rule]}
      normalize={line ? (value: string) => value.replace(/[\r\n]+/g, ' ') : undefined}
    >
      <Input.TextArea autoSize={{ minRows: rows, maxRows: 12 }} {...box} />
    </Form.Item>
  )
}

type MomentItemProps = {
  name: string
  label: string
  help?: string
  presets?: readonly number[]
  isNeeded?: boolean
}

/** A moment to come: typed, or one press for "in 24 h". */
export function MomentItem({ name, label, help, presets = [], isNeeded = false }: MomentItemProps) {
  const { t } = useTranslation('tickets')
  const form = Form.useFormInstance()
  const inHours = (hours: number) => localMoment(new Date(now() + hours * 3_600_000).toISOString())
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      rules={[
        { required: isNeeded, message: t('dialog.needed', { field: label }) },
        {
          validator: async (_, value: string | undefined) => {
            const at = value && instantOf(value)
            if (at && Date.parse(at) <= now()) throw new Error(t('dialog.past'))
          },
        },
      ]}
    >
      <MomentBox
        presets={presets.map((hours) => ({
          label: t('dialog.inHours', { hours }),
          pick: () => form.setFieldValue(name, inHours(hours)),
        }))}
      />
    </Form.Item>
  )
}

type MomentBoxProps = {
  id?: string
  value?: string
  onChange?: (value: string) => void
  presets: { label: string; pick: () => void }[]
}

function MomentBox({ id, value, onChange, presets }: MomentBoxProps) {
  return (
    <div className="ticket-moment">
      <Input id={id} type="datetime-local" value={value ?? ''} onChange={(event) => onChange?.(event.target.value)} />
      {presets.map(({ label, pick }) => (
        <button key={label} type="button" className="bare chip" onClick={pick}>
          {label}
        </button>
      ))}
    </div>
  )
}

type PickItemProps = {
  name: string
  label: string
  options: { value: string; label: string; disabled?: boolean }[]
  placeholder?: string
  help?: string
  loading?: boolean
}

export function PickItem({ name, label, options, placeholder, help, loading }: PickItemProps) {
  const { t } = useTranslation('tickets')
  return (
    <Form.Item
      name={name}
      label={label}
      extra={help}
      rules={[{ required: true, message: t('dialog.needed', { field: label }) }]}
    >
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        options={options}
        placeholder={placeholder}
        loading={loading}
      />
    </Form.Item>
  )
}
