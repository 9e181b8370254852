import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Checkbox, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { offerPlan } from '../../domain/complaints/contract.ts'
import { listColleagues } from '../../domain/identity/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { call } from '../api.ts'
import { now } from '../clock.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { InstantInput } from '../ui/forms/InstantInput.tsx'
import { useComplaintStep } from './queries.ts'
import { ReadyWords } from './ReadyWords.tsx'

type Item = { body: string; ownerId: string; dueAt: string }
type Fields = { items: (Item | Record<string, never>)[]; tells: boolean; tell?: string }
type PlanDialogProps = { id: string; locale: Locale; canMessage: boolean; onClose: () => void }

/** domain/model 2.3: a plan has an owner and a deadline for each item. */
export function PlanDialog({ id, locale, canMessage, onClose }: PlanDialogProps) {
  const { t } = useTranslation('complaints')
  const [form] = Form.useForm<Fields>()
  const tells = Form.useWatch('tells', form) ?? canMessage
  const offer = useComplaintStep(offerPlan, onClose)
  const save = ({ items, tells: isTold, tell }: Fields) =>
    offer.mutate({ id, items: items as Item[], ...(isTold && tell?.trim() && { tell: tell.trim() }) })
  return (
    <FormDialog<Fields>
      title={t('step.offer_plan')}
      okText={t('step.offer_plan')}
      busy={offer.isPending}
      width={720}
      form={form}
      initialValues={{ items: [{}], tells: canMessage }}
      onClose={onClose}
      onSubmit={save}
    >
      <PlanItems />
      {canMessage && (
        <Form.Item name="tells" valuePropName="checked">
          <Checkbox>{t('tellPlan')}</Checkbox>
        </Form.Item>
      )}
      {tells && (
        <>
          <ReadyWords
            categories={['soothe', 'complaint']}
            locale={locale}
            onPick={(tell) => form.setFieldsValue({ tell })}
          />
          <Form.Item
            name="tell"
            label={t('tellLabel')}
            rules={[{ required: true, whitespace: true, message: t('needed') }]}
          >
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} maxLength={4000} />
          </Form.Item>
        </>
      )}
    </FormDialog>
  )
}

function PlanItems() {
  const { t } = useTranslation('complaints')
  const colleagues = useQuery({ queryKey: ['colleagues'], queryFn: ({ signal }) => call(listColleagues, {}, signal) })
  const people = (colleagues.data?.items ?? []).map(({ staff }) => ({
    value: staff.id,
    label: `${staff.name} ${staff.staffNo}`,
  }))
  const needed = [{ required: true, message: t('needed') }]
  return (
    <Form.List name="items">
      {(rows, { add, remove }) => (
        <>
          {rows.map(({ key, name }) => (
            <div key={key} className="plan-row">
              <Form.Item name={[name, 'body']} label={t('planItem')} rules={needed} className="grow">
                <Input maxLength={500} />
              </Form.Item>
              <Form.Item name={[name, 'ownerId']} label={t('planOwner')} rules={needed}>
                <Select showSearch optionFilterProp="label" options={people} className="plan-owner" />
              </Form.Item>
              <Form.Item name={[name, 'dueAt']} label={t('planDue')} rules={needed}>
                <InstantInput min={now()} />
              </Form.Item>
              {rows.length > 1 && (
                <Button icon={<DeleteOutlined />} aria-label={t('removeItem')} onClick={() => remove(name)} />
              )}
            </div>
          ))}
          {rows.length < 20 && (
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {t('addItem')}
            </Button>
          )}
        </>
      )}
    </Form.List>
  )
}
