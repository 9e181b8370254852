import { ArrowDownOutlined } from '@ant-design/icons'
import type { DragEvent, KeyboardEvent, PointerEvent } from 'react'
import { useTranslation } from 'react-i18next'
import type { TicketColumn } from '../../../domain/tickets/lists/columns.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { type Column, narrowest, sortOf, widest } from './columns.ts'

type HeaderCellProps = {
  column: Column
  sort: string
  onSort: (sort: TicketFilter['sort']) => void
  onWidth: (key: TicketColumn, width: number, isFinal: boolean) => void
  onMove: (key: TicketColumn, onto: TicketColumn) => void
}
const dragType = 'text/x-column'
const keyStep = 16

/** Dragged by its name to another place, by its edge to another width; the edge also answers to arrow keys. */
export function HeaderCell({ column, sort, onSort, onWidth, onMove }: HeaderCellProps) {
  const { t } = useTranslation('tickets')
  const { key, width } = column
  const offered = sortOf[key]
  const isSorted = offered !== undefined && offered === sort
  const name = t(`column.${key}`)
  const drop = (event: DragEvent) => {
    event.preventDefault()
    const from = event.dataTransfer.getData(dragType)
    if (from && from !== key) onMove(from as TicketColumn, key)
  }
  return (
    <th
      scope="col"
      aria-sort={isSorted ? (offered === 'due' ? 'ascending' : 'descending') : undefined}
      draggable
      onDragStart={(event) => event.dataTransfer.setData(dragType, key)}
      onDragOver={(event) => event.preventDefault()}
      onDrop={drop}
    >
      {offered ? (
        <button type="button" className="bare ticket-sort" data-on={isSorted} onClick={() => onSort(offered)}>
          {name} {isSorted && <ArrowDownOutlined />}
        </button>
      ) : (
        <span className="ellipsis">{name}</span>
      )}
      <Edge
        label={t('columns.width', { column: name })}
        width={width}
        onWidth={(wide, end) => onWidth(key, wide, end)}
      />
    </th>
  )
}

type EdgeProps = { label: string; width: number; onWidth: (width: number, isFinal: boolean) => void }

function Edge({ label, width, onWidth }: EdgeProps) {
  const pull = (event: PointerEvent<HTMLElement>) => {
    event.preventDefault()
    const edge = event.currentTarget
    edge.setPointerCapture(event.pointerId)
    const startedAt = event.clientX
    const move = (moved: globalThis.PointerEvent) => onWidth(width + moved.clientX - startedAt, false)
    const end = (moved: globalThis.PointerEvent) => {
      edge.removeEventListener('pointermove', move)
      onWidth(width + moved.clientX - startedAt, true)
    }
    edge.addEventListener('pointermove', move)
    edge.addEventListener('pointerup', end, { once: true })
  }
  const nudge = (event: KeyboardEvent) => {
    const by = { ArrowLeft: -keyStep, ArrowRight: keyStep }[event.key]
    if (by === undefined) return
    event.preventDefault()
    onWidth(width + by, true)
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: an <hr> cannot be pulled
    <span
      role="separator"
      aria-orientation="vertical"
      aria-label={label}
      aria-valuenow={width}
      aria-valuemin={narrowest}
      aria-valuemax={widest}
      tabIndex={0}
      className="ticket-edge"
      draggable
      onDragStart={(event) => {
        event.preventDefault()
        event.stopPropagation()
      }}
      onPointerDown={pull}
      onKeyDown={nudge}
    />
  )
}
