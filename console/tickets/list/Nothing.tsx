import { ProfileOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { EmptyState } from '../../ui/states.tsx'
import { conditionsOf } from '../filter.ts'

type NothingProps = { filter: TicketFilter; onFilter: (filter: TicketFilter) => void }

/** An empty list says what would fill it, or takes the filters off. */
export function Nothing({ filter, onFilter }: NothingProps) {
  const { t } = useTranslation('tickets')
  const isFiltered = conditionsOf(filter).length > 0 || filter.q !== undefined
  if (!isFiltered)
    return (
      <EmptyState
        icon={<ProfileOutlined />}
        title={t(`list.empty.${filter.list}`)}
        hint={t(`list.emptyHint.${filter.list}`)}
      />
    )
  return (
    <EmptyState
      icon={<ProfileOutlined />}
      title={t('list.emptyFiltered')}
      hint={t('list.emptyFilteredHint')}
      action={<Button onClick={() => onFilter({ list: filter.list, sort: filter.sort })}>{t('filter.clear')}</Button>}
    />
  )
}
