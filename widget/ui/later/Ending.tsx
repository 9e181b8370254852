import { useEffect, useRef } from 'preact/hooks'
import { useScreen } from '../context.ts'
import './ending-styles.ts'

/** Asked before the conversation is ended: a slip of the finger would send the agent away. */
export function Ending() {
  const { t, widget } = useScreen()
  const confirm = useRef<HTMLButtonElement>(null)
  useEffect(() => confirm.current?.focus(), [])
  return (
    <section class="card ending" role="alertdialog" aria-labelledby="ending" aria-describedby="ending-text">
      <h2 id="ending">{t('end.title')}</h2>
      <p id="ending-text">{t('end.text')}</p>
      <div class="buttons">
        <button type="button" class="secondary" onClick={() => widget.store.set({ isEnding: false })}>
          {t('end.stay')}
        </button>
        <button type="button" class="primary" ref={confirm} onClick={widget.talking.end}>
          {t('end.confirm')}
        </button>
      </div>
    </section>
  )
}
