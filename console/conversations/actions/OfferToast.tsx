import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { declineOffer } from '../../../domain/conversations/contract.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { now } from '../../clock.ts'
import { useMay, useMe } from '../../session/session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Countdown } from '../../ui/Countdown.tsx'
import { useEverySecond } from '../../ui/useNow.ts'
import { ChannelIcon } from '../ChannelIcon.tsx'
import { useLastLine } from '../last-line.ts'
import { useConversationList } from '../queries.ts'
import { useAcceptShown } from './accept-shown.ts'
import { useAccept, useVerb } from './verbs.ts'
import './offer.css'

/** A customer is offered to me: on every screen, with the time I have. Not where 接入 stands already. */
export function OfferToast() {
  const { t } = useTranslation('conversations')
  const me = useMe()
  const queue = useConversationList({ list: 'queue' }, useMay('conversations.take'))
  const shown = useAcceptShown()
  useEverySecond()
  const offers = (queue.data?.items ?? []).filter(
    (view) =>
      view.offeredTo === me.id &&
      !shown.has(view.id) &&
      (view.offeredUntil === null || Date.parse(view.offeredUntil) > now()),
  )
  if (offers.length === 0) return null
  return (
    <div className="offers" role="alert" aria-label={t('offer.title')}>
      {offers.map((view) => (
        <Offer key={view.id} view={view} />
      ))}
    </div>
  )
}

function Offer({ view }: { view: ConversationView }) {
  const { t } = useTranslation('conversations')
  const last = useLastLine(view)
  const accept = useAccept()
  const decline = useVerb(declineOffer)
  return (
    <article className="offer">
      <Avatar name={view.customer.name} mark={<ChannelIcon channel={view.channel} />} size="large" />
      <div className="grow">
        <div className="offer-head">
          <strong className="ellipsis">{view.customer.name}</strong>
          {view.offeredUntil && <Countdown dueAt={view.offeredUntil} label={t('offer.left')} soonSeconds={8} />}
        </div>
        <p className="ellipsis quiet">{last}</p>
        <div className="offer-actions">
          <Button type="primary" loading={accept.isPending} onClick={() => accept.mutate({ id: view.id })}>
            {t('action.accept')}
          </Button>
          <Button type="text" onClick={() => decline.mutate({ id: view.id })}>
            {t('action.decline')}
          </Button>
        </div>
      </div>
    </article>
  )
}
