import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import { useMay } from '../../session/session.ts'
import { useHeldStill } from '../../ui/lists/useHeldStill.ts'
import { ErrorState, Skeletons } from '../../ui/states.tsx'
import { usePhone } from '../../ui/useMedia.ts'
import { BulkBar } from '../bulk/BulkBar.tsx'
import { useSelection } from '../bulk/useSelection.ts'
import type { Column } from '../columns/columns.ts'
import { urlOf } from '../filter.ts'
import { useTicketList } from '../queries.ts'
import { Cards } from './Cards.tsx'
import { Nothing } from './Nothing.tsx'
import { Table } from './Table.tsx'
import { useKeptScroll } from './useKeptScroll.ts'
import { useListKeys } from './useListKeys.ts'
import { useWhenSeen } from './useWhenSeen.ts'

type TicketListProps = {
  filter: TicketFilter
  onFilter: (filter: TicketFilter) => void
  columns: readonly Column[]
  onColumns: (columns: readonly Column[]) => void
}

export function TicketList(props: TicketListProps) {
  const { filter, onFilter } = props
  const list = useTicketList(filter)
  if (list.isPending) return <Skeletons rows={9} />
  if (list.isError && !list.data) return <ErrorState error={list.error} retry={() => void list.refetch()} />
  if (list.data.items.length === 0) return <Nothing filter={filter} onFilter={onFilter} />
  return (
    <Filled
      {...props}
      items={list.data.items}
      hasMore={list.hasNextPage}
      isLoadingMore={list.isFetchingNextPage}
      onMore={() => void list.fetchNextPage()}
    />
  )
}

type FilledProps = TicketListProps & {
  items: readonly TicketRow[]
  hasMore: boolean
  isLoadingMore: boolean
  onMore: () => void
}

function Filled({ filter, onFilter, columns, onColumns, items, hasMore, isLoadingMore, onMore }: FilledProps) {
  const { t } = useTranslation('tickets')
  const isPhone = usePhone()
  const maySelect = useMay('tickets.reassign')
  const still = useHeldStill(items)
  const selection = useSelection(still.items)
  const at = useListKeys(still.items, selection)
  const scroller = useKeptScroll(urlOf(filter).toString())
  const sentinel = useWhenSeen(hasMore && !isLoadingMore, onMore)
  const label = t(`list.${filter.list}`)
  const toTop = () => {
    still.release()
    scroller.current?.scrollTo({ top: 0 })
  }
  return (
    <>
      <div className="ticket-list" ref={scroller} onPointerMove={still.touch} onPointerLeave={still.release}>
        {still.held > 0 && (
          <button type="button" className="bare list-held" onClick={toTop}>
            {t('list.held', { count: still.held })}
          </button>
        )}
        {isPhone ? (
          <Cards items={still.items} label={label} />
        ) : (
          <Table
            items={still.items}
            columns={columns}
            onColumns={onColumns}
            sort={filter.sort}
            onSort={(sort) => onFilter({ ...filter, sort })}
            selection={selection}
            at={at}
            label={label}
          />
        )}
        <div ref={sentinel} className="list-end quiet">
          {isLoadingMore ? t('list.loadingMore') : ''}
        </div>
      </div>
      {!isPhone && maySelect && <BulkBar selection={selection} filter={filter} />}
    </>
  )
}
