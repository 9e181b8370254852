import { useState } from 'preact/hooks'
import { canRecall } from '../../../domain/conversations/lifecycle.ts'
import { useScreen } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { moreLines } from '../later/lines.ts'
import { lazily } from '../lazily.tsx'
import { clockTime } from './format.ts'
import type { Bubble } from './lines.ts'
import { Rich } from './Rich.tsx'

const Attachment = lazily(async () => (await import('../later/Attachment.tsx')).Attachment)

export function BubbleRow({ bubble, isLatest }: { bubble: Bubble; isLatest: boolean }) {
  const { t, state } = useScreen()
  const [isOpen, setOpen] = useState(false)
  const { mine, message, unsent } = bubble
  const toggle = () => setOpen(!isOpen)
  const touch = ({ target }: Event) => {
    const isOwnControl = target instanceof Element && target.closest('a, button, dialog')
    if (!isOwnControl && getSelection()?.isCollapsed) toggle()
  }
  if (message?.recalled) return <p class="line">{t('recalled')}</p>
  const side = `${mine ? 'mine' : 'theirs'}${bubble.first ? ' first' : ''}${bubble.last ? ' last' : ''}`
  return (
    <div class={`row ${side}`}>
      {!mine && bubble.first && <Sender bubble={bubble} />}
      <div class="bubble-line">
        {/* biome-ignore lint/a11y/noStaticElementInteractions lint/a11y/useKeyWithClickEvents: the button beside it does the same for keys */}
        <div class={`bubble ${bubble.attachment ? 'with-file' : ''}`} onClick={touch}>
          <span class="spoken">{mine ? t('me') : message?.sender.name || state.site?.brand}</span>
          {message?.quote && (
            <blockquote>
              <b>{message.quote.name}</b> {message.quote.preview}
            </blockquote>
          )}
          {bubble.attachment && <Attachment attachment={bubble.attachment} />}
          {bubble.body && <Rich text={bubble.body} />}
          {message?.system?.params.no && state.tickets && <state.tickets.Link line={message.system} />}
        </div>
        {message && (
          <button type="button" class="more" aria-label={t('more')} aria-expanded={isOpen} onClick={toggle}>
            <Icon name="more" d={moreLines} />
          </button>
        )}
      </div>
      {(isOpen || (bubble.last && isLatest) || unsent?.failed) && <Meta bubble={bubble} isOpen={isOpen} />}
    </div>
  )
}

function Sender({ bubble: { message } }: { bubble: Bubble }) {
  const { t, state } = useScreen()
  const { name, staffNo } = message?.sender ?? { name: '', staffNo: null }
  return (
    <p class="sender" aria-hidden="true">
      {name || state.site?.brand}
      {staffNo && ` · ${t('header.staffNo', { staffNo })}`}
    </p>
  )
}

function Meta({ bubble, isOpen }: { bubble: Bubble; isOpen: boolean }) {
  const { t, state, widget } = useScreen()
  const { message, unsent, delivery } = bubble
  const mayRecall = bubble.mine && message && canRecall(new Date(message.at), new Date())
  return (
    <p class={`meta ${delivery ?? ''}`}>
      <time dateTime={bubble.at}>{clockTime(bubble.at, state.locale)}</time>
      {delivery && <span>{t(`state.${delivery}`)}</span>}
      {unsent?.failed && (
        <>
          <span>{unsent.failed}</span>
          <button type="button" onClick={() => widget.talking.retry(unsent)}>
            {t('retry')}
          </button>
          <button type="button" onClick={() => widget.talking.discard(unsent)}>
            {t('discard')}
          </button>
        </>
      )}
      {isOpen && message && (
        <>
          <button type="button" onClick={() => widget.store.set({ quote: message })}>
            {t('quote')}
          </button>
          {mayRecall && (
            <button type="button" onClick={() => widget.talking.recall(message.seq)}>
              {t('recall')}
            </button>
          )}
        </>
      )}
    </p>
  )
}
