import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { setChecks } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { Group } from '../properties/Group.tsx'
import { useStep } from '../verbs.ts'
import { momentText } from '../words.ts'

type Item = { id?: string; body: string; done: boolean }

export function ChecksPart({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const [text, setText] = useState('')
  const save = useStep(setChecks)
  const isOpen = ticket.may.work
  if (ticket.checks.length === 0 && !isOpen) return null
  const items: Item[] = ticket.checks.map(({ id, body, doneAt }) => ({ id, body, done: doneAt !== null }))
  const put = (changed: Item[]) => save.mutateAsync({ id: ticket.id, items: changed })
  const add = async () => {
    const body = text.trim()
    if (body === '') return
    // What was refused stays in the box.
    await put([...items, { body, done: false }]).then(
      () => setText(''),
      () => undefined,
    )
  }
  const done = ticket.checks.filter(({ doneAt }) => doneAt !== null).length
  return (
    <Group title={t('group.checks', { done, count: items.length })}>
      <ul className="ticket-checks">
        {ticket.checks.map((check) => (
          <li key={check.id}>
            <Checkbox
              checked={check.doneAt !== null}
              disabled={!isOpen}
              onChange={(event) =>
                void put(items.map((item) => (item.id === check.id ? { ...item, done: event.target.checked } : item)))
              }
            >
              {check.body}
            </Checkbox>
            {check.doneAt && (
              <span className="quiet">
                {check.doneBy?.name} {momentText(check.doneAt, locale)}
              </span>
            )}
            {isOpen && (
              <Button
                type="text"
                size="small"
                icon={<DeleteOutlined />}
                aria-label={t('checks.remove', { item: check.body })}
                onClick={() => void put(items.filter((item) => item.id !== check.id))}
              />
            )}
          </li>
        ))}
      </ul>
      {isOpen && (
        <Input
          size="small"
          variant="borderless"
          className="ticket-editor"
          prefix={<PlusOutlined className="quiet" />}
          aria-label={t('checks.add')}
          placeholder={t('checks.add')}
          maxLength={200}
          value={text}
          onChange={(event) => setText(event.target.value)}
          onPressEnter={(event) => !event.nativeEvent.isComposing && void add()}
          onBlur={() => void add()}
        />
      )}
    </Group>
  )
}
