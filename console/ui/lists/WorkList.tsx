import { CheckCircleOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { EmptyState, ErrorState, Skeletons } from '../states.tsx'
import './work-cards.css'

type Pages<Item> = {
  isPending: boolean
  isError: boolean
  error: unknown
  data: { pages: readonly { items: readonly Item[] }[] } | undefined
  hasNextPage: boolean
  isFetchingNextPage: boolean
  refetch: () => unknown
  fetchNextPage: () => unknown
}
type WorkListProps<Item> = {
  list: Pages<Item>
  empty: { title: string; hint: string; icon?: ReactNode }
  /** All that is loaded, in the shape of the page: cards or a table. */
  children: (items: readonly Item[]) => ReactNode
}

/** Things to do, page by page: loading, failing and having nothing look the same everywhere. */
export function WorkList<Item>({ list, empty, children }: WorkListProps<Item>) {
  const { t } = useTranslation('ui')
  if (list.isPending) return <Skeletons rows={4} />
  if (list.isError) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  const items = list.data?.pages.flatMap((page) => page.items) ?? []
  if (items.length === 0) return <EmptyState icon={<CheckCircleOutlined />} {...empty} />
  return (
    <>
      {children(items)}
      {list.hasNextPage && (
        <Button className="work-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('more')}
        </Button>
      )}
    </>
  )
}
