import { CloseOutlined } from '@ant-design/icons'
import { Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '../../../domain/tickets/lists/bulk-contract.ts'
import type { TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { useMay } from '../../session/session.ts'
import { BulkDialog } from './BulkDialog.tsx'
import { type BulkTarget, useStartBulk } from './bulk.ts'
import { followBulk } from './running.ts'
import { useFound } from './useFound.ts'
import type { Selection } from './useSelection.ts'

type BulkBarProps = { selection: Selection; filter: TicketFilter }
type Kind = BulkAction['kind']

/** Rises from the bottom while rows are ticked. */
export function BulkBar({ selection, filter }: BulkBarProps) {
  const { t } = useTranslation('tickets')
  const [kind, setKind] = useState<Kind | null>(null)
  const [isEverything, setEverything] = useState(false)
  const found = useFound(filter, selection.isAll)
  const start = useStartBulk((id) => {
    followBulk(id)
    setKind(null)
    setEverything(false)
    selection.clear()
  })
  const isAll = isEverything && selection.isAll && found !== undefined
  const count = isAll ? found.count : selection.count
  const target: BulkTarget = isAll ? { filter, seen: found.count } : { ids: selection.ids }
  if (selection.count === 0) return null
  return (
    <div className="ticket-bulk" role="toolbar" aria-label={t('bulk.label')}>
      <strong>{t('bulk.chosen', { count })}</strong>
      {selection.isAll && !isAll && found && found.count > selection.count && (
        <button type="button" className="bare text-button" onClick={() => setEverything(true)}>
          {t('bulk.everything', { count: found.count })}
        </button>
      )}
      <span className="grow" />
      <BulkActions onKind={setKind} />
      <Button type="text" icon={<CloseOutlined />} aria-label={t('bulk.clear')} onClick={selection.clear} />
      {kind && (
        <BulkDialog
          kind={kind}
          count={count}
          busy={start.isPending}
          onClose={() => setKind(null)}
          onRun={(action) => start.mutate({ target, action })}
        />
      )}
    </div>
  )
}

function BulkActions({ onKind }: { onKind: (kind: Kind) => void }) {
  const { t } = useTranslation('tickets')
  const oversees = useMay('tickets.merge')
  const rest: Kind[] = ['close', 'archive', ...(oversees ? (['cancel'] as const) : [])]
  return (
    <>
      {(['assign', 'urgency', 'tags'] as const).map((kind) => (
        <Button key={kind} onClick={() => onKind(kind)}>
          {t(`bulk.${kind}`)}
        </Button>
      ))}
      <Dropdown
        trigger={['click']}
        menu={{
          items: rest.map((kind) => ({ key: kind, label: t(`bulk.${kind}`), danger: kind === 'cancel' })),
          onClick: ({ key }) => onKind(key as Kind),
        }}
      >
        <Button>{t('bulk.more')}</Button>
      </Dropdown>
    </>
  )
}
