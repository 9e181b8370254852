import { ArrowDownOutlined, ArrowUpOutlined, TableOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Column, columnsFrom, hiddenOf, withMoved, withShown } from './columns.ts'

type ColumnChooserProps = { columns: readonly Column[]; onColumns: (columns: readonly Column[]) => void }

export function ColumnChooser(props: ColumnChooserProps) {
  const { t } = useTranslation('tickets')
  return (
    <Popover trigger="click" placement="bottomRight" arrow={false} content={<Choices {...props} />}>
      <Tooltip title={t('columns.label')}>
        <Button icon={<TableOutlined />} aria-label={t('columns.label')} />
      </Tooltip>
    </Popover>
  )
}

function Choices({ columns, onColumns }: ColumnChooserProps) {
  const { t } = useTranslation('tickets')
  return (
    <div className="ticket-columns">
      <ul aria-label={t('columns.label')}>
        {columns.map(({ key }, index) => {
          const [before, after] = [columns[index - 1], columns[index + 1]]
          const name = t(`column.${key}`)
          return (
            <li key={key}>
              <Checkbox checked onChange={() => onColumns(withShown(columns, key, false))}>
                {name}
              </Checkbox>
              <span className="grow" />
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined />}
                disabled={!before}
                aria-label={t('columns.up', { column: name })}
                onClick={() => before && onColumns(withMoved(columns, key, before.key))}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined />}
                disabled={!after}
                aria-label={t('columns.down', { column: name })}
                onClick={() => after && onColumns(withMoved(columns, key, after.key))}
              />
            </li>
          )
        })}
        {hiddenOf(columns).map((key) => (
          <li key={key}>
            <Checkbox checked={false} onChange={() => onColumns(withShown(columns, key, true))}>
              {t(`column.${key}`)}
            </Checkbox>
          </li>
        ))}
      </ul>
      <Button type="link" size="small" onClick={() => onColumns(columnsFrom(undefined))}>
        {t('columns.reset')}
      </Button>
    </div>
  )
}
