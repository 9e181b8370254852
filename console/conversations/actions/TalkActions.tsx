import { MoreOutlined, ProfileOutlined } from '@ant-design/icons'
import { Button, Dropdown, Tooltip } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { CommitDialog } from '../../commitments/CommitDialog.tsx'
import { useMe } from '../../session/session.ts'
import { useOfferCommands } from '../../shell/commands.ts'
import { useShortcuts } from '../../shell/shortcuts.ts'
import { OpenTicketButton } from '../../tickets/context/OpenTicketButton.tsx'
import { usePhone } from '../../ui/useMedia.ts'
import type { May } from '../facts.ts'
import { useShowsAccept } from './accept-shown.ts'
import { RecordDialog } from './RecordDialog.tsx'
import { hintedSteps, mainSteps, possibleSteps, primaryStep, type StepName, stepKeys } from './steps.ts'
import { TakeOverDialog } from './TakeOverDialog.tsx'
import { TransferDialog } from './TransferDialog.tsx'
import { type Dialog, useRunStep } from './useRunStep.ts'

type TalkActionsProps = { conversation: ConversationView; may: May; onContext: () => void; isContextOpen: boolean }

/** The next step is the primary button; what is rare waits under "more". */
export function TalkActions({ conversation, may, onContext, isContextOpen }: TalkActionsProps) {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const isPhone = usePhone()
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const { run, busy } = useRunStep(conversation.id, setDialog)
  const steps = possibleSteps(conversation, may, me.id)
  const primary = primaryStep(conversation, steps)
  const buttons = steps.filter((step) => (isPhone ? step === primary : mainSteps.includes(step)))
  const rest = steps.filter((step) => !buttons.includes(step))
  const hintOf = (step: StepName) => (hintedSteps.includes(step) ? t(`action.${step}Hint`) : undefined)
  useShowsAccept(conversation.id, may.accept)
  useStepKeys(steps, run, onContext)
  return (
    <div className="talk-actions">
      {buttons.map((step) => (
        <Tooltip key={step} title={hintOf(step)}>
          <Button type={step === primary ? 'primary' : 'default'} loading={busy === step} onClick={() => run(step)}>
            {t(`action.${step}`)}
          </Button>
        </Tooltip>
      ))}
      <OpenTicketButton conversation={conversation} />
      {rest.length > 0 && (
        <Dropdown
          trigger={['click']}
          menu={{
            items: rest.map((step) => ({ key: step, label: t(`action.${step}`), title: hintOf(step) })),
            onClick: ({ key }) => run(key as StepName),
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
      <Dialogs dialog={dialog} conversation={conversation} onClose={() => setDialog(null)} />
    </div>
  )
}

function Dialogs({ dialog, ...props }: { dialog: Dialog | null; conversation: ConversationView; onClose: () => void }) {
  if (dialog === 'transfer') return <TransferDialog {...props} />
  if (dialog === 'record') return <RecordDialog {...props} />
  if (dialog === 'commit')
    return <CommitDialog subject={{ conversationId: props.conversation.id }} onClose={props.onClose} />
  return dialog === 'takeOver' ? <TakeOverDialog {...props} /> : null
}

/** The same steps by key and in the command palette. */
function useStepKeys(steps: readonly StepName[], run: (step: StepName) => void, onContext: () => void): void {
  const { t } = useTranslation('conversations')
  const keys = steps.flatMap((step) => (stepKeys[step] ? [[stepKeys[step], () => run(step)] as const] : []))
  useShortcuts({ ...Object.fromEntries(keys), ']': onContext })
  const names = steps.join(' ')
  const commands = useMemo(
    () =>
      (names ? (names.split(' ') as StepName[]) : []).map((step) => ({
        id: `talk-${step}`,
        title: t(`action.${step}`),
        keys: stepKeys[step]?.toUpperCase(),
        run: () => run(step),
      })),
    [names, t, run],
  )
  useOfferCommands('talk', commands)
}
