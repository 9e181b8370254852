import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ComplaintView } from '../../domain/complaints/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { clockTime, dateText } from '../ui/time.ts'
import { toneOf } from './look.ts'

const columns = [
  'no',
  'customer',
  'createdAt',
  'reason',
  'orderNo',
  'firstHandler',
  'plan',
  'feedback',
  'state',
  'closedAt',
] as const

const shortTime = (at: string, locale: string) => `${dateText(at, locale)} ${clockTime(at, locale)}`

/** The columns of the tracking sheet; a row leads to its ticket. */
export function ComplaintTable({ items }: { items: readonly ComplaintView[] }) {
  const { t } = useTranslation('complaints')
  const locale = useLocale()
  return (
    <div className="complaint-table">
      <table>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {t(`column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link to={`/tickets/${one.ticket.id}`}>{one.no}</Link>
              </td>
              <td>{one.customer?.name ?? t('anonymous')}</td>
              <td>{shortTime(one.createdAt, locale)}</td>
              <td>
                <div className="clamp" title={one.reason}>
                  {one.reason}
                </div>
              </td>
              <td>{one.ticket.orderNo ?? ''}</td>
              <td>{one.firstHandler.name}</td>
              <td>
                <div className="clamp">{one.plan.map(({ body }, at) => `${at + 1}. ${body}`).join('\n')}</div>
              </td>
              <td>
                <div className="clamp">{one.customerFeedback}</div>
              </td>
              <td>
                <StatusTag tone={toneOf(one.state)}>{t(`state.${one.state}`)}</StatusTag>
              </td>
              <td>{one.closedAt ? shortTime(one.closedAt, locale) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
