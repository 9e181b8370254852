import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '../../session/session.ts'
import { usePhone } from '../../ui/useMedia.ts'
import { BulkProgress } from '../bulk/BulkProgress.tsx'
import { CreateDrawer } from '../create/CreateDrawer.tsx'
import { isSameFilter, urlOf } from '../filter.ts'
import { ListTabs } from '../views/ListTabs.tsx'
import { useColumns, useTicketViews } from '../views/views.ts'
import { FilterBar } from './FilterBar.tsx'
import { FilterChips } from './FilterChips.tsx'
import { ListTools } from './ListTools.tsx'
import { TicketList } from './TicketList.tsx'
import { useAddress } from './useAddress.ts'
import { useNewCommand } from './useNewCommand.ts'
import './tickets.css'

export function TicketsScreen() {
  const { t } = useTranslation('tickets')
  const { filter, setFilter, isNew, setNew } = useAddress()
  const isPhone = usePhone()
  const mayCreate = useMay('tickets.create')
  const views = useTicketViews().data?.items
  const view = views?.find((one) => isSameFilter(one.filter, filter))
  const [columns, setColumns] = useColumns(view)
  useTitle()
  useNewCommand(mayCreate, setNew)
  return (
    <div className="tickets">
      <div className="tickets-head">
        <h1 className="visually-hidden">{t('title')}</h1>
        <ListTabs filter={filter} onFilter={setFilter} />
        {mayCreate && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
            {isPhone ? t('create.short') : t('create.title')}
          </Button>
        )}
      </div>
      <FilterBar filter={filter} onFilter={setFilter}>
        <ListTools filter={filter} columns={columns} onColumns={setColumns} />
      </FilterBar>
      <FilterChips filter={filter} onFilter={setFilter} />
      <TicketList
        key={urlOf(filter).toString()}
        filter={filter}
        onFilter={setFilter}
        columns={columns}
        onColumns={setColumns}
      />
      {!isPhone && <BulkProgress />}
      {isNew && <CreateDrawer onClose={() => setNew(false)} />}
    </div>
  )
}

function useTitle(): void {
  const { t } = useTranslation('tickets')
  const { centre } = useMe()
  useEffect(() => {
    document.title = `${t('title')} · ${centre.name}`
  }, [t, centre.name])
}
