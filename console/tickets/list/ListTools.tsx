import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { usePhone } from '../../ui/useMedia.ts'
import { ColumnChooser } from '../columns/ColumnChooser.tsx'
import { type Column, layoutOf } from '../columns/columns.ts'
import { ExportButton } from './ExportButton.tsx'

type ListToolsProps = {
  filter: TicketFilter
  columns: readonly Column[]
  onColumns: (columns: readonly Column[]) => void
}

/** What needs a wide screen: columns and files. */
export function ListTools({ filter, columns, onColumns }: ListToolsProps) {
  if (usePhone()) return null
  return (
    <>
      <ColumnChooser columns={columns} onColumns={onColumns} />
      <ExportButton filter={filter} columns={layoutOf(columns)} />
    </>
  )
}
