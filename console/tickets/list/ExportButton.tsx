import { DownloadOutlined } from '@ant-design/icons'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button, Popover, Progress, Radio, Select, Tooltip } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  cancelExport,
  type ExportView,
  exportFormats,
  exportSheets,
  exportTickets,
  getExport,
} from '../../../domain/tickets/lists/export-contract.ts'
import type { ColumnLayout, TicketFilter } from '../../../domain/tickets/lists/list-contract.ts'
import { call } from '../../api.ts'
import { queryClient } from '../../query.ts'
import { useMay } from '../../session/session.ts'
import { useShowError } from '../../ui/errors.ts'
import { bytesText } from '../../ui/time.ts'

type ExportButtonProps = { filter: TicketFilter; columns: ColumnLayout }
type Format = (typeof exportFormats)[number]
type Sheet = (typeof exportSheets)[number]

/** The view as it stands, as a file that is made in the background. */
export function ExportButton(props: ExportButtonProps) {
  const { t } = useTranslation('tickets')
  const mayExport = useMay('tickets.export')
  if (!mayExport) return null
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={<ExportPanel {...props} />}>
      <Tooltip title={t('export.label')}>
        <Button icon={<DownloadOutlined />} aria-label={t('export.label')} />
      </Tooltip>
    </Popover>
  )
}

const key = (id: string) => ['export', id] as const
const put = (view: ExportView) => queryClient.setQueryData<ExportView>(key(view.id), view)
const isRunning = (view: ExportView | undefined) => view?.state === 'waiting' || view?.state === 'running'
const askAgainMs = 1000

function ExportPanel({ filter, columns }: ExportButtonProps) {
  const { t } = useTranslation('tickets')
  const showError = useShowError()
  const [format, setFormat] = useState<Format>('xlsx')
  const [sheet, setSheet] = useState<Sheet>('list')
  const [id, setId] = useState<string | null>(null)
  const start = useMutation({
    mutationFn: async () => (await call(exportTickets, { format, sheet, filter, columns })).export,
    onSuccess: (view) => {
      put(view)
      setId(view.id)
    },
    onError: showError,
  })
  const made = useQuery({
    queryKey: key(id ?? 'none'),
    enabled: id !== null,
    queryFn: async ({ signal }) => (await call(getExport, { id: id ?? '' }, signal)).export,
    refetchInterval: ({ state }) => (isRunning(state.data) ? askAgainMs : false),
  })
  return (
    <div className="ticket-export">
      <div className="filter-field">
        <span>{t('export.sheet')}</span>
        <Select
          aria-label={t('export.sheet')}
          value={sheet}
          onChange={setSheet}
          options={exportSheets.map((value) => ({ value, label: t(`export.sheets.${value}`) }))}
        />
      </div>
      <Radio.Group
        value={format}
        onChange={(event) => setFormat(event.target.value as Format)}
        options={exportFormats.map((value) => ({ value, label: t(`export.${value}`) }))}
      />
      <p className="quiet">{t('export.hint')}</p>
      {made.data && <Made view={made.data} />}
      {!isRunning(made.data) && (
        <Button type="primary" loading={start.isPending} onClick={() => start.mutate()}>
          {t('export.start')}
        </Button>
      )}
    </div>
  )
}

function Made({ view }: { view: ExportView }) {
  const { t } = useTranslation('tickets')
  const showError = useShowError()
  const stop = () => void call(cancelExport, { id: view.id }).then((reply) => put(reply.export), showError)
  if (isRunning(view))
    return (
      <div className="ticket-export-run" role="status">
        <Progress
          percent={view.total ? Math.floor((view.rows / view.total) * 100) : 0}
          size="small"
          aria-label={t('export.running', { rows: view.rows })}
        />
        <Button size="small" onClick={stop}>
          {t('bulk.stop')}
        </Button>
      </div>
    )
  if (view.state !== 'done' || view.url === null) return <p role="status">{t(`export.state.${view.state}`)}</p>
  return (
    <div role="status">
      <a href={view.url} download={view.name}>
        <DownloadOutlined /> {view.name}
      </a>
      <p className="quiet">
        {t('export.made', { rows: view.rows, size: bytesText(view.size ?? 0) })}
        {view.cut && ` ${t('export.cut')}`}
      </p>
    </div>
  )
}
