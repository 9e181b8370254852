import { Button, Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { type Chosen, CustomerFinder } from '../customer/CustomerFinder.tsx'

/** Who it is about: found by what they say of themselves, or written down; or why nobody is named. */
export function CustomerItem() {
  const { t } = useTranslation('tickets')
  const form = Form.useFormInstance()
  const customer = Form.useWatch('customer', form) as Chosen | null | undefined
  return (
    <>
      <Form.Item name="customer" label={t('column.customer')}>
        <CustomerPick />
      </Form.Item>
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

type CustomerPickProps = { id?: string; value?: Chosen | null; onChange?: (customer: Chosen | null) => void }

function CustomerPick({ id, value, onChange }: CustomerPickProps) {
  const { t } = useTranslation('tickets')
  const channel = Form.useWatch('channel') as TicketView['channel'] | undefined
  if (!value) return <CustomerFinder id={id} channel={channel ?? 'phone'} onChoose={(one) => onChange?.(one)} />
  return (
    <div className="customer-chosen">
      <strong>{value.label}</strong>
      <Button type="text" size="small" onClick={() => onChange?.(null)}>
        {t('customer.change')}
      </Button>
    </div>
  )
}
