import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ComplaintView } from '../../domain/complaints/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { fullTime } from '../ui/time.ts'
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
              <td>{fullTime(one.createdAt, locale)}</td>
              <td className="clamp" title={one.reason}>
                {one.reason}
              </td>
              <td>{one.ticket.orderNo ?? ''}</td>
              <td>{one.firstHandler.name}</td>
              <td className="clamp">{one.plan.map(({ body }, at) => `${at + 1}. ${body}`).join('\n')}</td>
              <td className="clamp">{one.customerFeedback}</td>
              <td>
                <StatusTag tone={toneOf(one.state)}>{t(`state.${one.state}`)}</StatusTag>
              </td>
              <td>{one.closedAt ? fullTime(one.closedAt, locale) : ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
