import { FilterOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, type GetRef, Input, Popover } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import { FilterPanel } from './FilterPanel.tsx'

type FilterBarProps = { filter: TicketFilter; onFilter: (filter: TicketFilter) => void; children?: ReactNode }
// Asked once the words rest, not at each letter.
const pauseMs = 250

/** Search by number or words, every other condition behind one button, and what else belongs to the list. */
export function FilterBar({ filter, onFilter, children }: FilterBarProps) {
  const { t } = useTranslation('tickets')
  return (
    <div className="ticket-filter-bar">
      <Search filter={filter} onFilter={onFilter} />
      <Popover
        trigger="click"
        placement="bottomLeft"
        arrow={false}
        content={<FilterPanel filter={filter} onFilter={onFilter} />}
      >
        <Button icon={<FilterOutlined />}>{t('filter.label')}</Button>
      </Popover>
      <span className="grow" />
      {children}
    </div>
  )
}

function Search({ filter, onFilter }: FilterBarProps) {
  const { t } = useTranslation('tickets')
  const box = useRef<GetRef<typeof Input>>(null)
  const [words, setWords] = useState(filter.q ?? '')
  const latest = useRef({ filter, onFilter })
  latest.current = { filter, onFilter }
  useShortcuts({ '/': () => box.current?.focus({ cursor: 'all' }) })
  // A tab or a chip changed the words from outside.
  useEffect(() => setWords(filter.q ?? ''), [filter.q])
  useEffect(() => {
    const now = latest.current
    const q = words.trim() || undefined
    if (q === now.filter.q) return
    const timer = setTimeout(() => now.onFilter({ ...now.filter, q }), pauseMs)
    return () => clearTimeout(timer)
  }, [words])
  return (
    <Input
      ref={box}
      className="ticket-search"
      prefix={<SearchOutlined className="quiet" />}
      placeholder={t('filter.search')}
      aria-label={t('filter.search')}
      aria-keyshortcuts="/"
      allowClear
      maxLength={100}
      value={words}
      onChange={(event) => setWords(event.target.value)}
      onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
    />
  )
}
