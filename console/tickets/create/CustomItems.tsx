import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { FieldInUse } from '../../../domain/tickets/field-contract.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { useFields } from '../queries.ts'

type CustomItemsProps = {
  /** Those without which no ticket is opened stand in sight, the others under "more". */ isNeeded: boolean
}

/** Fields a centre added for its industry, as far as they belong to the chosen nature. */
export function CustomItems({ isNeeded }: CustomItemsProps) {
  const { t } = useTranslation('tickets')
  const nameOf = useLocalized()
  const [nature] = Form.useWatch<string[] | undefined>('category') ?? []
  const { data = [] } = useFields(nature)
  return data
    .filter(({ requiredAt }) => (requiredAt === 'creation') === isNeeded)
    .map((field) => {
      const label = nameOf(field.label)
      return (
        <Form.Item
          key={field.key}
          name={['custom', field.key]}
          label={label}
          extra={field.requiredAt === 'resolution' ? t('field.neededForResult') : undefined}
          rules={[{ required: isNeeded, message: t('dialog.needed', { field: label }) }]}
        >
          {boxOf(field, t('field.fileName'))}
        </Form.Item>
      )
    })
}

function boxOf({ kind, choices }: FieldInUse, fileHint: string) {
  if (kind === 'choice') return <Select allowClear options={choices.map((value) => ({ value, label: value }))} />
  if (kind === 'number') return <InputNumber className="ticket-number" />
  if (kind === 'date') return <Input type="date" />
  return <Input maxLength={2000} placeholder={kind === 'file' ? fileHint : undefined} />
}
