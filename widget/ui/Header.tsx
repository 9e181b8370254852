import { isRunning } from '../frame/state.ts'
import { useScreen } from './context.ts'
import { Icon } from './Icon.tsx'

function useStatus(): string {
  const { state, t } = useScreen()
  const { talk, phase, open } = state
  if (phase === 'starting') return t('starting')
  if (talk?.agent) return t('header.staffNo', { staffNo: talk.agent.staffNo })
  if (talk && isRunning(talk) && !talk.leftMessage) return t('header.queue')
  return open ? t('intro.open') : t('intro.closed')
}

export function Header() {
  const { state, t, widget } = useScreen()
  const { talk, site, isEnding, tickets } = state
  const name = talk?.agent?.name ?? site?.brand ?? ''
  const status = useStatus()
  return (
    <header class="header">
      <span class={`avatar ${state.open ? 'is-open' : ''}`} aria-hidden="true">
        {[...name][0]}
      </span>
      <div class="who" aria-live="polite">
        <strong>{name}</strong>
        <span>{status}</span>
      </div>
      {tickets && <tickets.Entry />}
      {isRunning(talk) && !isEnding && (
        <button type="button" class="on-brand end" onClick={() => widget.store.set({ isEnding: true })}>
          {t('header.end')}
        </button>
      )}
      <button type="button" class="on-brand round" aria-label={t('header.minimise')} onClick={widget.close}>
        <Icon name="down" />
      </button>
    </header>
  )
}
