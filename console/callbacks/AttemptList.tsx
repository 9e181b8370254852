import { useTranslation } from 'react-i18next'
import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { minuteTime } from './minute-time.ts'

const tones: Record<CallbackFile['attempts'][number]['outcome'], Tone> = {
  reached: 'resolved',
  no_answer: 'waiting',
  refused: 'due',
}

/** What was tried so far, and in the end what the customer asked for. */
export function AttemptList({ file: { attempts, callback } }: { file: CallbackFile }) {
  const { t } = useTranslation('callbacks')
  const locale = useLocale()
  const { result, suggestion } = callback
  if (attempts.length === 0) return null
  return (
    <section>
      <h2>{t('attempts')}</h2>
      <ol className="callback-attempts">
        {attempts.map(({ id, at, by, channel, outcome, note }) => (
          <li key={id}>
            <p>
              <StatusTag tone={tones[outcome]}>{t(`outcome.${outcome}`)}</StatusTag>
              <span className="quiet">
                {t('way', { channel: t(`channel.${channel}`), name: by.name, time: minuteTime(at, locale) })}
              </span>
            </p>
            {note && <p className="callback-text">{note}</p>}
          </li>
        ))}
      </ol>
      {(result || suggestion) && (
        <dl className="callback-dl">
          {result && (
            <>
              <dt>{t('result')}</dt>
              <dd className="callback-text">{result}</dd>
            </>
          )}
          {suggestion && (
            <>
              <dt>{t('suggestion')}</dt>
              <dd className="callback-text">{suggestion}</dd>
            </>
          )}
        </dl>
      )}
    </section>
  )
}
