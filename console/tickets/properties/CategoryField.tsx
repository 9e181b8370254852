import { Cascader } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { pathTo, treeOf, useCategories, useCategoryName } from '../../conversations/actions/categories.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { FieldFrame } from './FieldFrame.tsx'
import { useField } from './useField.ts'

export function CategoryField({ ticket, isMissing }: { ticket: TicketView; isMissing: boolean }) {
  const { t } = useTranslation('tickets')
  const field = useField(ticket, 'category')
  const nameOf = useLocalized()
  const categoryName = useCategoryName()
  const { data = [] } = useCategories()
  const options = useMemo(() => treeOf(data, (category) => nameOf(category.name)), [data, nameOf])
  const label = t('column.category')
  return (
    <FieldFrame
      name="category"
      label={label}
      field={field}
      isMissing={isMissing}
      words={(value) => categoryName(String(value))}
    >
      {ticket.may.work ? (
        <Cascader
          className="ticket-editor"
          variant="borderless"
          aria-label={label}
          allowClear={false}
          showSearch
          expandTrigger="hover"
          options={options}
          value={pathTo(data, field.value ?? null)}
          onChange={(path) => void field.save(String(path.at(-1)))}
        />
      ) : (
        <span className="ticket-plain">{categoryName(ticket.category)}</span>
      )}
    </FieldFrame>
  )
}
