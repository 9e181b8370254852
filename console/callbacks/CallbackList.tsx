import { PhoneOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { CallbackRow } from './CallbackRow.tsx'
import type { ListName, useCallbacks } from './queries.ts'

type CallbackListProps = {
  list: ListName
  callbacks: ReturnType<typeof useCallbacks>
  openId: string | null
  onOpen: (id: string) => void
}

export function CallbackList({ list, callbacks, openId, onOpen }: CallbackListProps) {
  const { t } = useTranslation('callbacks')
  if (callbacks.isPending) return <Skeletons rows={5} />
  if (callbacks.isError) return <ErrorState error={callbacks.error} retry={() => void callbacks.refetch()} />
  const items = callbacks.data.pages.flatMap((page) => page.items)
  if (items.length === 0)
    return <EmptyState icon={<PhoneOutlined />} title={t(`none.${list}`)} hint={t(`noneHint.${list}`)} />
  return (
    <>
      <ul className="callback-list">
        {items.map((callback) => (
          <li key={callback.id}>
            <CallbackRow callback={callback} isOpen={callback.id === openId} onOpen={() => onOpen(callback.id)} />
          </li>
        ))}
      </ul>
      {callbacks.hasNextPage && (
        <Button
          className="callback-more"
          loading={callbacks.isFetchingNextPage}
          onClick={() => void callbacks.fetchNextPage()}
        >
          {t('more')}
        </Button>
      )}
    </>
  )
}
