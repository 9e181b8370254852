import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { MomentItem, WordsItem } from '../dialogs/items.tsx'
import { useKnownTags } from '../known-tags.ts'
import { usePlaces } from '../queries.ts'
import { CustomItems } from './CustomItems.tsx'

/** What need not be known at once. */
export function MoreItems() {
  const { t } = useTranslation('tickets')
  const places = usePlaces().data
  const tags = useKnownTags()
  const choices = [
    ['departmentId', t('column.department'), places?.departments, t('create.departmentHelp')],
    ['groupId', t('column.group'), places?.groups, t('create.groupHelp')],
  ] as const
  return (
    <>
      <WordsItem
        name="descriptionVerified"
        label={t('field.descriptionVerified')}
        maxLength={10_000}
        rows={2}
        isOptional
      />
      <WordsItem name="demand" label={t('field.demand')} maxLength={2000} rows={1} isOptional />
      <WordsItem name="initialSuggestion" label={t('field.initialSuggestion')} maxLength={10_000} rows={1} isOptional />
      <div className="form-pair">
        <Form.Item name="orderNo" label={t('column.orderNo')}>
          <Input maxLength={80} />
        </Form.Item>
        <Form.Item name="product" label={t('field.product')}>
          <Input maxLength={200} />
        </Form.Item>
      </div>
      <CustomItems isNeeded={false} />
      <MomentItem name="wantedBy" label={t('column.wantedBy')} presets={[4, 24, 72]} />
      {choices.map(([name, label, options, help]) => (
        <Form.Item key={name} name={name} label={label} extra={help}>
          <Select
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('create.byRules')}
            options={(options ?? []).map((place) => ({ value: place.id, label: place.name }))}
          />
        </Form.Item>
      ))}
      <Form.Item name="tags" label={t('column.tags')}>
        <Select mode="tags" maxCount={20} options={tags} tokenSeparators={[',', '，', '、']} suffixIcon={null} />
      </Form.Item>
    </>
  )
}
