import { CheckCircleFilled, CheckCircleOutlined, CheckOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import type { ConversationView, MessageView } from '../../../domain/conversations/views.ts'
import { deliveryOf } from '../state.ts'

const icons = { stored: <CheckOutlined />, received: <CheckCircleOutlined />, read: <CheckCircleFilled /> }

/** reliability/contract 3: on the server, on the customer's device, seen. */
export function Delivery({ message, marks }: { message: MessageView; marks: ConversationView['customerMarks'] }) {
  const { t } = useTranslation('conversations')
  const state = deliveryOf(message, marks)
  return (
    <span className="delivery" data-state={state}>
      {icons[state]} {t(`delivery.${state}`)}
    </span>
  )
}
