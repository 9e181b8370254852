import { FileSearchOutlined } from '@ant-design/icons'
import type { UseQueryResult } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../domain/locale.ts'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import type { Library } from './queries.ts'
import { ScriptCard } from './ScriptCard.tsx'

type LibraryViewProps = { library: UseQueryResult<Library>; language: Locale; isSearching: boolean }

/** By category, or by how well it fits while somebody searches. */
export function LibraryView({ library, language, isSearching }: LibraryViewProps) {
  const { t } = useTranslation('scripts')
  const [chosen, setChosen] = useState<string | null>(null)
  if (library.isPending) return <Skeletons rows={6} />
  if (library.isError) return <ErrorState error={library.error} retry={() => void library.refetch()} />
  const { items, categories, variables } = library.data
  const names = new Map(variables.map(({ key, name }) => [key, name]))
  const nameOf = (key: string) => names.get(key) ?? key
  const filled = categories.filter(({ key }) => items.some((item) => item.category === key))
  const category = filled.some(({ key }) => key === chosen) ? chosen : null
  const groups = isSearching
    ? [
        {
          key: 'found',
          name: t('found', { count: items.length }),
          items: items.filter((one) => !category || one.category === category),
        },
      ]
    : filled
        .filter(({ key }) => !category || key === category)
        .map((one) => ({ ...one, items: items.filter((item) => item.category === one.key) }))
  return (
    <div className="library">
      <nav className="library-categories" aria-label={t('categories')}>
        <button type="button" className="bare" aria-pressed={category === null} onClick={() => setChosen(null)}>
          <span className="grow">{t('all')}</span>
          <span className="figures">{items.length}</span>
        </button>
        {filled.map(({ key, name }) => (
          <button
            type="button"
            className="bare"
            key={key}
            aria-pressed={category === key}
            onClick={() => setChosen(key)}
          >
            <span className="grow ellipsis">{name}</span>
            <span className="figures">{items.filter((item) => item.category === key).length}</span>
          </button>
        ))}
      </nav>
      <div className="library-groups">
        {items.length === 0 && <EmptyState icon={<FileSearchOutlined />} title={t('none')} hint={t('noneHint')} />}
        {groups
          .filter((group) => group.items.length > 0)
          .map((group) => (
            <section key={group.key} aria-label={group.name}>
              <h2>{group.name}</h2>
              <ul>
                {group.items.map((script) => (
                  <ScriptCard key={script.id} script={script} language={language} nameOf={nameOf} />
                ))}
              </ul>
            </section>
          ))}
      </div>
    </div>
  )
}
