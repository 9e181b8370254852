import { MoreOutlined, ProfileOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import {
  declineOffer,
  endConversation,
  joinConversation,
  leaveConversation,
  waitForCustomer,
} from '../../../domain/conversations/contract.ts'
import { isOpen } from '../../../domain/conversations/lifecycle.ts'
import { useMe } from '../../session/session.ts'
import { useOfferCommands } from '../../shell/commands.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import { usePhone } from '../../ui/useMedia.ts'
import type { May } from '../facts.ts'
import type { Opened } from '../state.ts'
import { useShowsAccept } from './accept-shown.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { TakeOverDialog } from './TakeOverDialog.tsx'
import { TransferDialog } from './TransferDialog.tsx'
import { useAccept, useVerb } from './verbs.ts'

type TalkActionsProps = { opened: Opened; may: May; onContext: () => void; isContextOpen: boolean }
type Dialog = 'transfer' | 'record' | 'take_over' | null
type Step = {
  key: string
  label: string
  title?: string
  isMain: boolean
  isPrimary?: boolean
  busy?: boolean
  keys?: string
  run: () => void
}

/** The next step is the primary button; what is rare waits under "more". */
export function TalkActions({ opened, may, onContext, isContextOpen }: TalkActionsProps) {
  const { t } = useTranslation('conversations')
  const [dialog, setDialog] = useState<Dialog>(null)
  const { conversation } = opened
  const steps = useSteps(opened, may, setDialog)
  const isPhone = usePhone()
  const shown = steps.filter((step) => step.isMain && (!isPhone || step.isPrimary))
  const rest = steps.filter((step) => !shown.includes(step))
  useShowsAccept(conversation.id, may.accept)
  useShortcuts(
    Object.fromEntries([
      ...steps.filter((step) => step.keys).map((step) => [step.keys ?? '', step.run] as const),
      [']', onContext] as const,
    ]),
  )
  useOfferCommands(
    'talk',
    useMemo(
      () =>
        steps.map((step) => ({
          id: `talk-${step.key}`,
          title: step.label,
          keys: step.keys?.toUpperCase(),
          run: step.run,
        })),
      [steps],
    ),
  )
  const close = () => setDialog(null)
  return (
    <div className="talk-actions">
      {shown.map((step) => (
        <Tooltip key={step.key} title={step.title}>
          <Button type={step.isPrimary ? 'primary' : 'default'} loading={step.busy} onClick={step.run}>
            {step.label}
          </Button>
        </Tooltip>
      ))}
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((step) => ({ key: step.key, label: step.label, title: step.title })),
            onClick: ({ key }) => rest.find((step) => step.key === key)?.run(),
          }}
        >
          <Button icon={<MoreOutlined />} aria-label={t('action.more')} />
        </Dropdown>
      )}
      <Tooltip title={`${t('context.toggle')}  ]`}>
        <Button
          type="text"
          icon={<ProfileOutlined />}
          aria-label={t('context.toggle')}
          aria-expanded={isContextOpen}
          onClick={onContext}
        />
      </Tooltip>
      {dialog === 'transfer' && <TransferDialog conversation={conversation} onClose={close} />}
      {dialog === 'record' && <RecordDialog conversation={conversation} onClose={close} />}
      {dialog === 'take_over' && <TakeOverDialog conversation={conversation} onClose={close} />}
    </div>
  )
}

function useSteps({ conversation }: Opened, may: May, show: (dialog: Dialog) => void): Step[] {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const { id, state } = conversation
  const accept = useAccept()
  const decline = useVerb(declineOffer)
  const wait = useVerb(waitForCustomer)
  const end = useVerb(endConversation)
  const join = useVerb(joinConversation)
  const leave = useVerb(leaveConversation)
  const isAtWork = isOpen(state)
  const isMine = conversation.assignee?.id === me.id
  const isBeside = conversation.participants.some((person) => person.id === me.id)
  const steer = may.steer && isAtWork
  const steps: (Step | false)[] = [
    may.accept && {
      key: 'accept',
      label: t('action.accept'),
      isMain: true,
      isPrimary: true,
      busy: accept.isPending,
      keys: 'a',
      run: () => accept.mutate({ id }),
    },
    may.accept &&
      conversation.offeredTo === me.id && {
        key: 'decline',
        label: t('action.decline'),
        isMain: true,
        run: () => decline.mutate({ id }),
      },
    steer && { key: 'transfer', label: t('action.transfer'), isMain: true, keys: 't', run: () => show('transfer') },
    steer &&
      state === 'active' &&
      isMine && {
        key: 'wait',
        label: t('action.wait'),
        title: t('action.waitHint'),
        isMain: false,
        run: () => wait.mutate({ id }),
      },
    steer && {
      key: 'end',
      label: t('action.end'),
      title: t('action.endHint'),
      isMain: true,
      busy: end.isPending,
      keys: 'e',
      run: () => end.mutate({ id }),
    },
    may.steer &&
      (state === 'wrap_up' || (isAtWork && conversation.assignee !== null)) && {
        key: 'record',
        label: t('action.record'),
        isMain: true,
        isPrimary: state === 'wrap_up',
        keys: 'w',
        run: () => show('record'),
      },
    may.supervise &&
      isAtWork &&
      !isMine &&
      !isBeside && {
        key: 'join',
        label: t('action.join'),
        title: t('action.joinHint'),
        isMain: false,
        busy: join.isPending,
        run: () => join.mutate({ id }),
      },
    isBeside && { key: 'leave', label: t('action.leave'), isMain: false, run: () => leave.mutate({ id }) },
    may.supervise &&
      isAtWork &&
      !isMine && {
        key: 'take_over',
        label: t('action.takeOver'),
        title: t('action.takeOverHint'),
        isMain: false,
        run: () => show('take_over'),
      },
  ]
  return steps.filter((step) => step !== false)
}
