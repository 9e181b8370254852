import { DownloadOutlined } from '@ant-design/icons'
import { Button, Segmented, Table, type TableColumnsType } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SatisfactionView } from '../../domain/reports/contract.ts'
import { type Grain, type Satisfaction, type Share, satisfactionOf } from '../../domain/reports/satisfaction.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { figureText, shareText } from '../wall/figure-text.ts'
import { type Cut, type CutRow, csvOfRows, cuts, partNamer, rowsOf } from './cuts.ts'
import { saveFile } from './save-file.ts'

type Row = CutRow & Satisfaction

/** The same figures by agent, group, category, channel or time, and as a file. */
export function Breakdown({ view, grain }: { view: SatisfactionView; grain: Grain }) {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  const [cut, setCut] = useState<Cut>('agents')
  const partName = partNamer(grain, locale, (day) => t('weekOf', { day }))
  const rows = rowsOf(view, cut, { t, partName })
  const shown = rows.map((row): Row => ({ ...row, ...satisfactionOf(row) }))
  const save = () => saveFile(`${t('csvName')}-${view.from}-${view.to}.csv`, csvOfRows(rows, t))
  return (
    <section className="panel satisfaction-table">
      <div className="satisfaction-table-bar">
        <Segmented
          aria-label={t('cuts')}
          value={cut}
          onChange={setCut}
          options={cuts.map((value) => ({ value, label: t(`by.${value}`) }))}
        />
        <Button icon={<DownloadOutlined />} onClick={save}>
          {t('csv')}
        </Button>
      </div>
      <Table<Row>
        key={cut}
        size="small"
        rowKey="key"
        pagination={false}
        scroll={{ x: 640 }}
        columns={useColumns(cut)}
        dataSource={shown}
      />
    </section>
  )
}

function useColumns(cut: Cut): TableColumnsType<Row> {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  const number = { align: 'right', className: 'figures', width: 96 } as const
  const by = (value: (row: Row) => number | null) => (one: Row, other: Row) => (value(one) ?? -1) - (value(other) ?? -1)
  const share = (one: Share) => <ShareText share={one} text={figureText('share', one.value, locale, String)} />
  return [
    {
      key: 'name',
      dataIndex: 'name',
      title: cut === 'overTime' ? t('column.part') : t('column.name'),
      fixed: 'left',
      sorter: (one, other) => one.key.localeCompare(other.key),
    },
    { ...number, key: 'invited', dataIndex: 'invited', title: t('column.invited'), sorter: by((row) => row.invited) },
    {
      ...number,
      key: 'answered',
      dataIndex: 'answered',
      title: t('column.answered'),
      sorter: by((row) => row.answered),
    },
    {
      ...number,
      key: 'responseRate',
      title: t('column.responseRate'),
      sorter: by((row) => row.responseRate.value),
      render: (_, row) => share(row.responseRate),
    },
    {
      ...number,
      key: 'mean',
      title: t('column.mean'),
      sorter: by((row) => row.mean.value),
      render: (_, row) => figureText('score', row.mean.value, locale, String),
    },
    {
      ...number,
      key: 'top2',
      title: t('column.top2'),
      sorter: by((row) => row.top2.value),
      render: (_, row) => share(row.top2),
    },
    { ...number, key: 'low', dataIndex: 'low', title: t('column.low'), sorter: by((row) => row.low) },
  ]
}

/** With few cases the interval stands beside the share (metrics, rule e). */
function ShareText({ share: { value, n, interval }, text }: { share: Share; text: string }) {
  const { t } = useTranslation('satisfaction')
  const locale = useLocale()
  if (value === null || !interval) return text
  const about = t('interval', { low: shareText(interval.low, locale), high: shareText(interval.high, locale) })
  return (
    <span title={`${about} · ${t('cases', { count: n })}`}>
      {text}
      <small className="quiet satisfaction-interval">
        {shareText(interval.low, locale)}–{shareText(interval.high, locale)}
      </small>
    </span>
  )
}
