import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { ShiftCheckView } from '../../domain/shift-checks/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { Countdown } from '../ui/Countdown.tsx'
import { fullTime } from '../ui/time.ts'
import { useUpdateItem } from './queries.ts'

type Item = ShiftCheckView['items'][number]
const tones: Record<ShiftCheckView['state'], Tone> = { open: 'due', done: 'resolved', overdue: 'breached' }

/** One shift's end: what still waits stands first, what is done says how. */
export function CheckCard({ check, isMine = false }: { check: ShiftCheckView; isMine?: boolean }) {
  const { t } = useTranslation('shift-checks')
  const locale = useLocale()
  const waiting = check.items.filter((item) => item.how === null).length
  return (
    <li className="work-card" data-state={check.state}>
      <header>
        <StatusTag tone={tones[check.state]}>{t(`state.${check.state}`)}</StatusTag>
        <strong className="grow">
          {isMine ? t('waiting', { count: waiting }) : `${check.staff.name} ${check.staff.staffNo}`}
        </strong>
        {check.state === 'open' ? (
          <Countdown dueAt={check.endsAt} label={t('shiftEnd')} soonSeconds={600} />
        ) : (
          <span className="quiet">{fullTime(check.endsAt, locale)}</span>
        )}
      </header>
      <ul className="check-items">
        {check.items.map((item) => (
          <CheckedItem key={item.id} item={item} isMine={isMine} />
        ))}
      </ul>
    </li>
  )
}

function CheckedItem({ item, isMine }: { item: Item; isMine: boolean }) {
  const { t } = useTranslation('shift-checks')
  const { ticket, commitment, how, note } = item
  return (
    <li>
      <div className="check-item">
        {ticket && (
          <Link className="grow ellipsis" to={`/tickets/${ticket.id}`}>
            <strong>{ticket.no}</strong> {ticket.subject}
          </Link>
        )}
        {commitment && (
          <Link className="grow ellipsis" to="/commitments">
            <strong>{commitment.no}</strong> {commitment.body}
          </Link>
        )}
        <StatusTag tone={how ? 'resolved' : 'due'}>{t(how ? `how.${how}` : 'waits')}</StatusTag>
      </div>
      {note && <p className="quiet words">{note}</p>}
      {isMine && how === null && <UpdateField itemId={item.id} />}
    </li>
  )
}

function UpdateField({ itemId }: { itemId: string }) {
  const { t } = useTranslation('shift-checks')
  const [note, setNote] = useState('')
  const update = useUpdateItem(() => setNote(''))
  return (
    <form
      className="check-update"
      onSubmit={(event) => {
        event.preventDefault()
        if (note.trim()) update.mutate({ itemId, note: note.trim() })
      }}
    >
      <Input
        value={note}
        maxLength={2000}
        placeholder={t('placeholder')}
        aria-label={t('placeholder')}
        onChange={({ target }) => setNote(target.value)}
      />
      <Button htmlType="submit" disabled={!note.trim()} loading={update.isPending}>
        {t('update')}
      </Button>
    </form>
  )
}
