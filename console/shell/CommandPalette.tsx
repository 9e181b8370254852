import { ArrowRightOutlined, MessageOutlined, SearchOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Input, Modal } from 'antd'
import { type KeyboardEvent, type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { searchConversations } from '../../domain/conversations/contract.ts'
import { call } from '../api.ts'
import { useMay } from '../session/session.ts'
import { useFoundTickets } from '../tickets/found.tsx'
import { KeyHint } from '../ui/states.tsx'
import { useCommands } from './commands.ts'
import { useRooms } from './rooms.tsx'

type Choice = { id: string; icon: ReactNode; title: string; hint?: string; keys?: string; run: () => void }

/** Ctrl K: go somewhere, find what was said, do what the open screen offers. */
export function CommandPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation('shell')
  const [words, setWords] = useState('')
  const [at, setAt] = useState(0)
  const list = useRef<HTMLDivElement>(null)
  const choices = useChoices(useDeferredValue(words.trim()))
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' })
  })
  const run = (choice: Choice | undefined) => {
    if (!choice) return
    onClose()
    choice.run()
  }
  const steer = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'ArrowDown') setAt(Math.min(at + 1, choices.length - 1))
    else if (event.key === 'ArrowUp') setAt(Math.max(at - 1, 0))
    else if (event.key === 'Enter') run(choices[at])
    else return
    event.preventDefault()
  }
  return (
    <Modal
      open
      footer={null}
      closable={false}
      onCancel={onClose}
      width={600}
      className="palette"
      style={{ top: 88 }}
      aria-label={t('palette.title')}
    >
      <Input
        autoFocus
        size="large"
        variant="borderless"
        prefix={<SearchOutlined className="quiet" />}
        placeholder={t('palette.placeholder')}
        aria-label={t('palette.title')}
        aria-controls="palette-choices"
        aria-activedescendant={choices[at]?.id}
        role="combobox"
        aria-expanded="true"
        value={words}
        onChange={(event) => {
          setWords(event.target.value)
          setAt(0)
        }}
        onKeyDown={steer}
      />
      <div id="palette-choices" className="palette-choices" role="listbox" aria-label={t('palette.title')} ref={list}>
        {choices.map((choice, index) => (
          // biome-ignore lint/a11y/useKeyWithClickEvents: the search field above steers the list by keys
          <div
            key={choice.id}
            id={choice.id}
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className="palette-choice"
            onMouseMove={() => setAt(index)}
            onClick={() => run(choice)}
          >
            <span className="palette-icon">{choice.icon}</span>
            <span className="ellipsis">{choice.title}</span>
            {choice.hint && <span className="quiet ellipsis grow">{choice.hint}</span>}
            {choice.keys && <KeyHint keys={choice.keys} />}
          </div>
        ))}
        {choices.length === 0 && <p className="quiet palette-none">{t('palette.none')}</p>}
      </div>
    </Modal>
  )
}

function useChoices(words: string): Choice[] {
  const { t } = useTranslation('shell')
  const rooms = useRooms()
  const navigate = useNavigate()
  const commands = useCommands()
  const found = useFound(words)
  const tickets = useFoundTickets(words)
  return useMemo(() => {
    const places = rooms.map(
      (room): Choice => ({
        id: `go-${room.key}`,
        icon: room.icon,
        title: t('palette.go', { room: t(`rail.${room.key}`) }),
        run: () => void navigate(room.path),
      }),
    )
    const actions = commands.map((command): Choice => ({ ...command, icon: command.icon ?? <ArrowRightOutlined /> }))
    const fitting = [...actions, ...places].filter((choice) => choice.title.toLowerCase().includes(words.toLowerCase()))
    const talks = found.map(
      (item): Choice => ({
        id: `talk-${item.conversation.id}-${item.stream}-${item.seq}`,
        icon: <MessageOutlined />,
        title: item.conversation.customer.name,
        hint: item.snippet,
        run: () => void navigate(`/inbox/${item.conversation.id}?seq=${item.seq}`),
      }),
    )
    return [...fitting, ...tickets, ...talks]
  }, [t, rooms, navigate, commands, tickets, found, words])
}

const nothing: never[] = []
function useFound(words: string) {
  const maySearch = useMay('conversations.view')
  const search = useQuery({
    queryKey: ['search', words],
    queryFn: ({ signal }) => call(searchConversations, { q: words, limit: 12 }, signal),
    enabled: maySearch && words.length > 0,
    placeholderData: (before) => before,
  })
  return words ? (search.data?.items ?? nothing) : nothing
}
