import { useScreen } from '../context.ts'
import { Icon } from '../Icon.tsx'

/** Greeting, opening hours and frequent questions: the first screen, later the top of the log. */
export function Intro({ asks }: { asks: boolean }) {
  const { state, t, widget } = useScreen()
  const { site } = state
  if (!site) return <div class="hero skeleton" />
  return (
    <>
      <section class="hero">
        <h1>{site.greeting}</h1>
        {site.hoursText && (
          <p>
            <Icon name="clock" />
            {t('intro.hours', { hours: site.hoursText })}
          </p>
        )}
      </section>
      {asks && site.questions.length > 0 && (
        <section class="card questions" aria-labelledby="questions">
          <h2 id="questions">{t('intro.questions')}</h2>
          <ul>
            {site.questions.map((question) => (
              <li key={question}>
                <button type="button" onClick={() => widget.talking.say(question)}>
                  <span>{question}</span>
                  <Icon name="right" />
                </button>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
