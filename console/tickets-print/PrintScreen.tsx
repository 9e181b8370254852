import { ArrowLeftOutlined, DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Button, Segmented } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { getRecord } from '../../domain/tickets/records/record-contract.ts'
import { type RecordForm, recordForms } from '../../domain/tickets/records/records.ts'
import { call } from '../api.ts'
import { Desk } from '../session/Desk.tsx'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { Paper } from './Paper.tsx'
import { recordFileUrl } from './record-file.ts'
import './print.css'

/** One of the three forms as it goes to paper: A4, without anything of the desk around it. */
export function PrintScreen() {
  const { id = '', form } = useParams()
  const chosen = recordForms.find((one) => one === form) ?? 'consult'
  return (
    <Desk>
      <div className="print-room">
        <Tools id={id} form={chosen} />
        <Sheet id={id} form={chosen} />
      </div>
    </Desk>
  )
}

type Which = { id: string; form: RecordForm }

function Tools({ id, form }: Which) {
  const { t } = useTranslation('tickets-print')
  const navigate = useNavigate()
  const options = recordForms.map((value) => ({ value, label: t(`form.${value}`) }))
  return (
    <nav className="print-tools" aria-label={t('tools')}>
      <Link to={`/tickets/${id}`}>
        <ArrowLeftOutlined /> {t('back')}
      </Link>
      <Segmented
        options={options}
        value={form}
        onChange={(next) => void navigate(`/tickets/${id}/print/${next}`, { replace: true })}
      />
      <span className="grow" />
      <Button icon={<DownloadOutlined />} href={recordFileUrl(id, form)} download>
        {t('download')}
      </Button>
      <Button type="primary" icon={<PrinterOutlined />} onClick={() => window.print()}>
        {t('print')}
      </Button>
    </nav>
  )
}

function Sheet({ id, form }: Which) {
  const record = useQuery({
    queryKey: ['record', id, form],
    queryFn: ({ signal }) => call(getRecord, { id, form }, signal),
    select: (reply) => reply.record,
  })
  const title = record.data && `${record.data.title} ${record.data.no}`
  useEffect(() => {
    if (!title) return
    const before = document.title
    // The browser offers it as the name of the file.
    document.title = title
    return () => {
      document.title = before
    }
  }, [title])
  if (record.isPending) return <Skeletons rows={8} />
  if (record.isError) return <ErrorState error={record.error} retry={() => void record.refetch()} />
  return <Paper record={record.data} />
}
