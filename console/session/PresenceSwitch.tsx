import { useMutation } from '@tanstack/react-query'
import { Dropdown, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Me, setPresence } from '../../domain/identity/contract.ts'
import { type PresenceView, presenceReasons, type presenceStates } from '../../domain/identity/presence.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'
import { meKey, useMay, useMe } from './session.ts'

type Choice = { state: (typeof presenceStates)[number]; reason?: (typeof presenceReasons)[number] }
const choices: Choice[] = [
  { state: 'online' },
  { state: 'busy' },
  ...presenceReasons.map((reason): Choice => ({ state: 'away', reason })),
  { state: 'offline' },
]
const keyOf = (choice: { state: string; reason?: string | null }) =>
  choice.reason ? `${choice.state}.${choice.reason}` : choice.state

export function PresenceSwitch() {
  const { t } = useTranslation('session')
  const { presence } = useMe()
  const showError = useShowError()
  const takesConversations = useMay('conversations.take')
  const change = useMutation({
    mutationFn: (choice: Choice) => call(setPresence, choice),
    onSuccess: rememberPresence,
    onError: showError,
  })
  if (!takesConversations) return null
  const nameOf = (choice: { state: string; reason?: string | null }) => t(`presence.${choice.reason ?? choice.state}`)
  return (
    <Dropdown
      trigger={['click']}
      placement="topRight"
      menu={{
        selectedKeys: [keyOf(presence)],
        items: choices.map((choice) => ({
          key: keyOf(choice),
          label: nameOf(choice),
          icon: <span className="dot" data-state={choice.state} />,
        })),
        onClick: ({ key }) => {
          const choice = choices.find((one) => keyOf(one) === key)
          if (choice) change.mutate(choice)
        },
      }}
    >
      <Tooltip title={t('presence.title', { load: presence.load, capacity: presence.capacity })} placement="right">
        <button
          type="button"
          className="bare presence-button"
          aria-label={t('presence.label', { state: nameOf(presence) })}
        >
          <span className="dot" data-state={presence.state} />
          <span className="ellipsis">{nameOf(presence)}</span>
        </button>
      </Tooltip>
    </Dropdown>
  )
}

function rememberPresence(presence: PresenceView): void {
  queryClient.setQueryData<Me | null>(meKey, (me) => me && { ...me, presence })
}
