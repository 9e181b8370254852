import { isRunning } from '../../frame/state.ts'
import { useScreen } from '../context.ts'
import { lazily } from '../lazily.tsx'

const Ending = lazily(async () => (await import('../later/Ending.tsx')).Ending)
const Rating = lazily(async () => (await import('../later/Ending.tsx')).Rating)

/** What stands below the last message: place in the queue, typing, the way out, and the rating. */
export function LogEnd() {
  const { state, t, widget } = useScreen()
  const { talk, agentTyping, isEnding } = state
  return (
    <>
      {talk?.state === 'queued' && !talk.leftMessage && talk.position !== null && <Queue />}
      {agentTyping !== null && isRunning(talk) && (
        <p class="typing">
          <i />
          <i />
          <i />
          <span>{t('log.typing', { name: agentTyping })}</span>
        </p>
      )}
      {isEnding && <Ending />}
      {talk && !isRunning(talk) && (
        <>
          {talk.survey && <Rating survey={talk.survey} />}
          <div class="after">
            <button type="button" class="link" onClick={widget.talking.startAgain}>
              {t('again')}
            </button>
            <button type="button" class="link" onClick={widget.talking.download}>
              {t('transcript')}
            </button>
          </div>
        </>
      )}
    </>
  )
}

function Queue() {
  const { state, t } = useScreen()
  const { position, expectedWaitSeconds: seconds } = state.talk ?? { position: null, expectedWaitSeconds: null }
  if (position === null) return null
  const wait =
    seconds === null ? '' : seconds < 60 ? t('queue.soon') : t('queue.wait', { minutes: Math.ceil(seconds / 60) })
  return (
    <p class="queue">
      <span class="pulse" aria-hidden="true" />
      <b>{position <= 1 ? t('queue.next') : t('queue.position', { count: position - 1 })}</b>
      {wait && <span>{wait}</span>}
    </p>
  )
}
