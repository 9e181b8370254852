import { DownOutlined } from '@ant-design/icons'
import { Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { setUrgency } from '../../../domain/conversations/contract.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import type { May } from '../facts.ts'
import { UrgencyMark } from '../list/UrgencyMark.tsx'
import { useVerb } from './verbs.ts'

const urgencies = ['normal', 'urgent', 'critical'] as const

export function UrgencyPicker({ conversation, may }: { conversation: ConversationView; may: May }) {
  const { t } = useTranslation('conversations')
  const change = useVerb(setUrgency)
  if (!may.steer) return <UrgencyMark urgency={conversation.urgency} />
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        selectedKeys: [conversation.urgency],
        items: urgencies.map((key) => ({ key, label: t(`urgency.${key}`), icon: <UrgencyMark urgency={key} /> })),
        onClick: ({ key }) => {
          const urgency = urgencies.find((one) => one === key)
          if (urgency && urgency !== conversation.urgency) change.mutate({ id: conversation.id, urgency })
        },
      }}
    >
      <button
        type="button"
        className="bare chip"
        aria-label={t('urgency.label', { urgency: t(`urgency.${conversation.urgency}`) })}
      >
        <UrgencyMark urgency={conversation.urgency} />
        {t(`urgency.${conversation.urgency}`)}
        <DownOutlined />
      </button>
    </Dropdown>
  )
}
