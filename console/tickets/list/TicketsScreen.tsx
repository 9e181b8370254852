import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import type { TicketFilter } from '../../../domain/tickets/list-contract.ts'
import { useActor } from '../../conversations/queries.ts'
import { useMay, useMe } from '../../session/session.ts'
import { useOfferCommands } from '../../shell/commands.ts'
import { usePhone } from '../../ui/useMedia.ts'
import { ColumnChooser } from '../columns/ColumnChooser.tsx'
import { layoutOf } from '../columns/columns.ts'
import { CreateDrawer } from '../create/CreateDrawer.tsx'
import { filterFromUrl, homeList, isSameFilter, urlOf } from '../filter.ts'
import { ExportButton } from './ExportButton.tsx'
import { FilterBar } from './FilterBar.tsx'
import { FilterChips } from './FilterChips.tsx'
import { ListTabs } from './ListTabs.tsx'
import { TicketList } from './TicketList.tsx'
import { useColumns, useTicketViews } from './views.ts'
import './tickets.css'

/** /tickets: the address holds the filter, so that a list can be sent, kept and come back to. */
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
        {!isPhone && <ColumnChooser columns={columns} onColumns={setColumns} />}
        {!isPhone && <ExportButton filter={filter} columns={layoutOf(columns)} />}
      </FilterBar>
      <FilterChips filter={filter} onFilter={setFilter} />
      <TicketList
        key={urlOf(filter).toString()}
        filter={filter}
        onFilter={setFilter}
        columns={columns}
        onColumns={setColumns}
      />
      {isNew && <CreateDrawer onClose={() => setNew(false)} />}
    </div>
  )
}

function useAddress() {
  const actor = useActor()
  const [params, setParams] = useSearchParams()
  const filter = useMemo(() => filterFromUrl(params, homeList(actor)), [params, actor])
  const setFilter = useCallback((wanted: TicketFilter) => setParams(urlOf(wanted), { replace: true }), [setParams])
  const setNew = useCallback(
    (isOn: boolean) => {
      setParams((now) => {
        const next = new URLSearchParams(now)
        if (isOn) next.set('new', '1')
        else next.delete('new')
        return next
      })
    },
    [setParams],
  )
  return { filter, setFilter, isNew: params.has('new'), setNew }
}

function useTitle(): void {
  const { t } = useTranslation('tickets')
  const { centre } = useMe()
  useEffect(() => {
    document.title = `${t('title')} · ${centre.name}`
  }, [t, centre.name])
}

function useNewCommand(mayCreate: boolean, setNew: (isOn: boolean) => void): void {
  const { t } = useTranslation('tickets')
  const commands = useMemo(
    () => (mayCreate ? [{ id: 'ticket-new', title: t('create.title'), run: () => setNew(true) }] : []),
    [mayCreate, t, setNew],
  )
  useOfferCommands('tickets', commands)
}
