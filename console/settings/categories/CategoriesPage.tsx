import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CategoryView } from '../../../domain/settings/contract.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { EmptyState, ErrorState, PageHeader, Skeletons } from '../../ui/states.tsx'
import { useMayChange } from '../rights.ts'
import { CategoryRow } from './CategoryRow.tsx'
import { NameDialog } from './NameDialog.tsx'
import { useCategories, useCreateCategory, useMoveCategory } from './queries.ts'

export function CategoriesPage() {
  const { t } = useTranslation('settings')
  const tree = useCategories()
  const items = tree.data?.items ?? []
  return (
    <div className="page">
      <PageHeader title={t('page.categories')} hint={t('categories.hint')} />
      {tree.isPending && <Skeletons rows={6} />}
      {tree.isError && <ErrorState error={tree.error} retry={() => void tree.refetch()} />}
      {tree.isSuccess && items.length === 0 && <EmptyState title={t('categories.none')} />}
      <div className="category-tree">
        {items
          .filter((one) => one.parent === null)
          .map((nature) => (
            <Nature key={nature.key} nature={nature} items={items.filter((one) => one.parent === nature.key)} />
          ))}
      </div>
    </div>
  )
}

function Nature({ nature, items }: { nature: CategoryView; items: readonly CategoryView[] }) {
  const { t } = useTranslation('settings')
  const nameOf = useLocalized()
  const mayChange = useMayChange()
  const create = useCreateCategory()
  const move = useMoveCategory()
  const [isAdding, setAdding] = useState(false)
  return (
    <section className="category-nature" aria-label={nameOf(nature.name)}>
      <CategoryRow category={nature} />
      <ul>
        {items.map((item, index) => (
          <li key={item.key}>
            <CategoryRow
              category={item}
              onUp={index > 0 ? () => move.mutate({ siblings: items, from: index, to: index - 1 }) : undefined}
              onDown={
                index < items.length - 1
                  ? () => move.mutate({ siblings: items, from: index, to: index + 1 })
                  : undefined
              }
            />
          </li>
        ))}
      </ul>
      {mayChange && (
        <Button type="text" size="small" icon={<PlusOutlined />} onClick={() => setAdding(true)}>
          {t('categories.add')}
        </Button>
      )}
      {isAdding && (
        <NameDialog
          title={t('categories.addUnder', { nature: nameOf(nature.name) })}
          withKey
          isBusy={create.isPending}
          onCancel={() => setAdding(false)}
          onDone={({ key, name }) =>
            create.mutate({ parent: nature.key, key, name }, { onSuccess: () => setAdding(false) })
          }
        />
      )}
    </section>
  )
}
