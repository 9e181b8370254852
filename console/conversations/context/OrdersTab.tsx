import { ShoppingOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { CustomerView } from '../../../domain/customers/contract.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { EmptyState, ErrorState, Skeletons } from '../../ui/states.tsx'
import { dateText } from '../../ui/time.ts'
import { useCustomer } from './customer.ts'

export function OrdersTab({ customerId, assigneeId }: { customerId: string; assigneeId: string | null }) {
  const { t } = useTranslation('conversations')
  const customer = useCustomer(customerId, assigneeId)
  if (customer.isPending) return <Skeletons rows={4} />
  if (customer.isError) return <ErrorState error={customer.error} retry={() => void customer.refetch()} />
  if (customer.data.orders.length === 0)
    return <EmptyState icon={<ShoppingOutlined />} title={t('orders.none')} hint={t('orders.noneHint')} />
  return (
    <ul className="orders" aria-label={t('context.orders')}>
      {customer.data.orders.map((order) => (
        <Order key={order.orderNo} order={order} />
      ))}
    </ul>
  )
}

function Order({ order }: { order: CustomerView['orders'][number] }) {
  const { t } = useTranslation('conversations')
  const locale = useLocale()
  const money = (amount: number) =>
    new Intl.NumberFormat(locale, { style: 'currency', currency: order.currency }).format(amount)
  return (
    <li className="order">
      <div className="order-head">
        <strong className="figures">{order.orderNo}</strong>
        <span className="chip">{t(`order.${order.status}`, { defaultValue: order.status })}</span>
      </div>
      {order.items.map((item) => (
        <div key={item.name} className="order-item">
          <span className="grow">{item.name}</span>
          <span className="quiet figures">×{item.quantity}</span>
          <span className="figures">{money(item.price)}</span>
        </div>
      ))}
      <div className="order-foot figures">
        <time className="quiet" dateTime={order.placedAt}>
          {dateText(order.placedAt, locale)}
        </time>
        <strong>{money(order.amount)}</strong>
      </div>
    </li>
  )
}
