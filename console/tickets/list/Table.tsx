import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { TicketColumn } from '../../../domain/tickets/lists/columns.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import type { TicketRow } from '../../../domain/tickets/views.ts'
import type { Selection } from '../bulk/useSelection.ts'
import { type Column, withMoved, withWidth } from '../columns/columns.ts'
import { HeaderCell } from '../columns/HeaderCell.tsx'
import { pathOf } from '../open-path.ts'
import { Cell } from './Cell.tsx'
import './table.css'

type TableProps = {
  items: readonly TicketRow[]
  columns: readonly Column[]
  onColumns: (columns: readonly Column[]) => void
  sort: TicketFilter['sort']
  onSort: (sort: TicketFilter['sort']) => void
  selection: Selection
  at: string | null
  label: string
}
const checkWidth = 44

export function Table({ items, columns, onColumns, sort, onSort, selection, at, label }: TableProps) {
  const { t } = useTranslation('tickets')
  const [pulled, setPulled] = useState<readonly Column[] | null>(null)
  const shown = pulled ?? columns
  const setWidth = (key: TicketColumn, width: number, isFinal: boolean) => {
    const changed = withWidth(shown, key, width)
    setPulled(isFinal ? null : changed)
    if (isFinal) onColumns(changed)
  }
  const total = checkWidth + shown.reduce((sum, { width }) => sum + width, 0)
  return (
    <table className="ticket-table" aria-label={label} style={{ minWidth: total }}>
      <colgroup>
        <col style={{ width: checkWidth }} />
        {shown.map(({ key, width }) => (
          <col key={key} style={{ width: key === 'subject' ? undefined : width, minWidth: width }} />
        ))}
      </colgroup>
      <thead>
        <tr>
          <th scope="col" className="ticket-check">
            <input
              type="checkbox"
              aria-label={t('select.all')}
              checked={selection.isAll}
              ref={(box) => {
                if (box) box.indeterminate = selection.count > 0 && !selection.isAll
              }}
              onChange={selection.toggleAll}
            />
          </th>
          {shown.map((column) => (
            <HeaderCell
              key={column.key}
              column={column}
              sort={sort}
              onSort={onSort}
              onWidth={setWidth}
              onMove={(key, onto) => onColumns(withMoved(columns, key, onto))}
            />
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map((row) => (
          <Row key={row.id} row={row} columns={shown} selection={selection} isAt={row.id === at} />
        ))}
      </tbody>
    </table>
  )
}

type RowProps = { row: TicketRow; columns: readonly Column[]; selection: Selection; isAt: boolean }

function Row({ row, columns, selection, isAt }: RowProps) {
  const { t } = useTranslation('tickets')
  const navigate = useNavigate()
  const isSelected = selection.has(row.id)
  return (
    <tr
      id={`ticket-${row.id}`}
      className="ticket-row"
      data-at={isAt}
      data-selected={isSelected}
      onClick={(event) => {
        const isOwn = event.target instanceof Element && event.target.closest('a, input, label, button')
        if (!isOwn && getSelection()?.toString() === '') void navigate(pathOf(row.id))
      }}
    >
      <td className="ticket-check">
        <input
          type="checkbox"
          aria-label={t('select.one', { no: row.no })}
          checked={isSelected}
          onClick={(event) => selection.toggle(row.id, event.shiftKey)}
          onChange={() => {}}
        />
      </td>
      {columns.map(({ key }) => (
        <td key={key}>
          <Cell row={row} column={key} />
        </td>
      ))}
    </tr>
  )
}
