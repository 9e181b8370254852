import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { useMutation } from '@tanstack/react-query'
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { closeTicketDoor, makeTicketDoor } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { call } from '../../api.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { useShowError } from '../../ui/errors.ts'
import { fullTime } from '../../ui/time.ts'
import { refetchTicket } from '../cache.ts'
import { FieldFrame } from './FieldFrame.tsx'

/** For a customer without the chat window: an address of their own, shown once, that can be taken back at any time. */
export function CustomerLink({ ticket: { id } }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const locale = useLocale()
  const showError = useShowError()
  const [said, setSaid] = useState('')
  const tell = (words: string) => {
    setSaid(words)
    refetchTicket(id)
  }
  const copy = (url: string) =>
    navigator.clipboard?.writeText(url).then(
      () => setSaid(t('door.copied')),
      () => setSaid(t('door.copyByHand')),
    )
  const make = useMutation({
    mutationFn: () => call(makeTicketDoor, { id }),
    onSuccess: ({ url }) => {
      tell(t('door.made'))
      void copy(url)
    },
    onError: showError,
  })
  const close = useMutation({
    mutationFn: () => call(closeTicketDoor, { id }),
    onSuccess: () => {
      make.reset()
      tell(t('door.closed'))
    },
    onError: showError,
  })
  const door = make.data
  return (
    <FieldFrame
      name="door"
      label={t('door.title')}
      wide
      hint={door && t('door.until', { time: fullTime(door.expiresAt, locale) })}
    >
      {door && (
        <Input
          size="small"
          readOnly
          aria-label={t('door.address')}
          value={door.url}
          onFocus={(event) => event.target.select()}
          suffix={
            <Button
              type="text"
              size="small"
              icon={<CopyOutlined />}
              aria-label={t('door.copy')}
              onClick={() => void copy(door.url)}
            />
          }
        />
      )}
      <div className="ticket-door">
        {!door && (
          <Button size="small" loading={make.isPending} onClick={() => make.mutate()}>
            {t('door.make')}
          </Button>
        )}
        <Button size="small" type="text" loading={close.isPending} onClick={() => close.mutate()}>
          {t('door.close')}
        </Button>
        <span className="ticket-saved" role="status">
          {said && <CheckOutlined />} {said}
        </span>
      </div>
    </FieldFrame>
  )
}
