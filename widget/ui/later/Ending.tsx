import { useEffect, useRef, useState } from 'preact/hooks'
import type { TalkView } from '../../../domain/conversations/views.ts'
import type { TextKey } from '../../frame/texts.ts'
import { adopt } from '../adopt.ts'
import { useScreen } from '../context.ts'
import { Icon } from '../Icon.tsx'
import css from './ending.css?inline'
import { starLines } from './lines.ts'

adopt(css)

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

type Survey = NonNullable<TalkView['survey']>
const wordOf = (score: number) => `rate.${score}` as TextKey
/** Three buttons stand for 5, 3 and 1 (widget-contract `rateConversation`). */
const threeWords: Record<number, TextKey> = { 5: 'rate.4', 3: 'rate.3', 1: 'rate.2' }
const wordFor = (scale: Survey['scale'], score: number) =>
  scale === 'three' ? (threeWords[score] ?? wordOf(score)) : wordOf(score)

export function Rating({ survey }: { survey: Survey }) {
  const { t, widget } = useScreen()
  const [isChanging, setChanging] = useState(false)
  const [score, setScore] = useState(survey.score ?? 0)
  const [comment, setComment] = useState(survey.comment)
  const isOver = Date.parse(survey.expiresAt) < Date.now()
  if (survey.score !== null && !isChanging) {
    return (
      <section class="card rated" aria-live="polite">
        <h2>{t('rate.thanks')}</h2>
        <p>{t('rate.yours', { word: t(wordFor(survey.scale, survey.score)) })}</p>
        {!isOver && (
          <button type="button" class="link" onClick={() => setChanging(true)}>
            {t('rate.change')}
          </button>
        )}
      </section>
    )
  }
  if (isOver) return null
  const submit = (event: Event) => {
    event.preventDefault()
    setChanging(false)
    void widget.talking.rate(score, comment.trim())
  }
  return (
    <form class="card rating" onSubmit={submit}>
      <h2>{t('rate.title')}</h2>
      <Scores scale={survey.scale} score={score} choose={setScore} />
      {score > 0 && (
        <textarea
          rows={2}
          maxLength={1000}
          aria-label={t('rate.comment')}
          placeholder={t('rate.comment')}
          value={comment}
          onInput={(event) => setComment(event.currentTarget.value)}
        />
      )}
      <button type="submit" class="primary wide" disabled={score === 0}>
        {t('rate.submit')}
      </button>
      {survey.score === null && (
        <button type="button" class="link never" onClick={widget.talking.declineRating}>
          {t('rate.never')}
        </button>
      )}
    </form>
  )
}

function Scores({ scale, score, choose }: { scale: Survey['scale']; score: number; choose(score: number): void }) {
  const { t } = useScreen()
  const isThree = scale === 'three'
  return (
    <>
      <div class={isThree ? 'words' : 'stars'} role="radiogroup" aria-label={t('rate')}>
        {(isThree ? [5, 3, 1] : [1, 2, 3, 4, 5]).map((one) => (
          <label key={one} class={isThree ? '' : one <= score ? 'lit' : ''}>
            <input
              type="radio"
              name="score"
              value={one}
              checked={one === score}
              aria-label={isThree ? t(wordFor(scale, one)) : t('rate.score', { score: one })}
              onChange={() => choose(one)}
            />
            {isThree ? <span aria-hidden="true">{t(wordFor(scale, one))}</span> : <Icon name="star" d={starLines} />}
          </label>
        ))}
      </div>
      {!isThree && (
        <p class="score-word" aria-live="polite">
          {score > 0 ? t(wordOf(score)) : '\u00A0'}
        </p>
      )}
    </>
  )
}
