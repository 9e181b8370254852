import { CloseOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TicketsTab } from '../../tickets/context/TicketsTab.tsx'
import { Skeletons } from '../../ui/states.tsx'
import { useOpened } from '../queries.ts'
import { CustomerTab } from './CustomerTab.tsx'
import './context.css'
import { OrdersTab } from './OrdersTab.tsx'

const tabs = ['customer', 'orders', 'tickets'] as const

export function ContextPane({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation('conversations')
  const [tab, setTab] = useState<(typeof tabs)[number]>('customer')
  const opened = useOpened(id)
  return (
    <aside className="context-pane" aria-label={t('context.label')}>
      <div className="context-head">
        <div className="context-tabs" role="tablist" aria-label={t('context.label')}>
          {tabs.map((name) => (
            <button
              key={name}
              type="button"
              role="tab"
              className="bare context-tab"
              aria-selected={tab === name}
              onClick={() => setTab(name)}
            >
              {t(`context.${name}`)}
            </button>
          ))}
        </div>
        <Button type="text" size="small" icon={<CloseOutlined />} aria-label={t('context.close')} onClick={onClose} />
      </div>
      <div className="context-body">
        {!opened.data && <Skeletons rows={5} />}
        {opened.data && tab === 'customer' && <CustomerTab opened={opened.data} />}
        {opened.data && tab === 'tickets' && <TicketsTab conversation={opened.data.conversation} />}
        {opened.data && tab === 'orders' && (
          <OrdersTab
            customerId={opened.data.conversation.customer.id}
            assigneeId={opened.data.conversation.assignee?.id ?? null}
          />
        )}
      </div>
    </aside>
  )
}
