import { Cascader, Form } from 'antd'
import { useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { pathTo, treeOf, useCategories } from '../../conversations/actions/categories.ts'
import { useLocalized } from '../../i18n/useLocale.ts'

/** Nature and matter in one choice; a key carried over alone is completed to its way through the tree. */
export function CategoryItem() {
  const { t } = useTranslation('tickets')
  const form = Form.useFormInstance()
  const nameOf = useLocalized()
  const { data = [], isPending } = useCategories()
  const options = useMemo(() => treeOf(data, (category) => nameOf(category.name)), [data, nameOf])
  useEffect(() => {
    const chosen = form.getFieldValue('category') as string[] | undefined
    if (data.length > 0 && chosen?.length === 1) form.setFieldValue('category', pathTo(data, chosen[0] ?? null))
  }, [data, form])
  return (
    <Form.Item
      name="category"
      label={t('create.category')}
      rules={[{ required: true, message: t('dialog.needed', { field: t('create.category') }) }]}
    >
      <Cascader
        options={options}
        loading={isPending}
        showSearch
        expandTrigger="hover"
        placeholder={t('create.categoryPlaceholder')}
      />
    </Form.Item>
  )
}
