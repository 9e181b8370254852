import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import { useCategoryName } from '../conversations/actions/categories.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { minuteTime } from './minute-time.ts'
import { Score } from './Score.tsx'

/** What the customer said, about which service, and who served them. */
export function SaidPart({ file: { callback, comment, ratedAt, about } }: { file: CallbackFile }) {
  const { t } = useTranslation('callbacks')
  const locale = useLocale()
  const categoryName = useCategoryName()
  const { subject, score, scoreNow } = callback
  return (
    <section>
      <h2>{t('said')}</h2>
      {score !== null && (
        <p className="callback-rated">
          <Score score={score} now={scoreNow} />
          {ratedAt && <span className="quiet">{minuteTime(ratedAt, locale)}</span>}
        </p>
      )}
      <blockquote className="callback-words">{comment || <span className="quiet">{t('noComment')}</span>}</blockquote>
      <dl className="callback-dl">
        <dt>{t('service')}</dt>
        <dd>
          {about.mayOpen ? (
            <Link to={pathOf(subject)}>{t('open', { what: nameOf(t, subject) })}</Link>
          ) : (
            nameOf(t, subject)
          )}
          {about.at && <span className="quiet"> {minuteTime(about.at, locale)}</span>}
        </dd>
        {about.category && (
          <>
            <dt>{t('category')}</dt>
            <dd>{categoryName(about.category)}</dd>
          </>
        )}
        {about.summary && (
          <>
            <dt>{t('summary')}</dt>
            <dd className="callback-text">{about.summary}</dd>
          </>
        )}
        {about.servedBy && (
          <>
            <dt>{t('servedBy')}</dt>
            <dd>{t('person', { name: about.servedBy.name, no: about.servedBy.staffNo })}</dd>
          </>
        )}
      </dl>
    </section>
  )
}

type Subject = CallbackFile['callback']['subject']
const pathOf = ({ type, id }: Subject) => (type === 'ticket' ? `/tickets/${id}` : `/inbox/${id}`)
const nameOf = (t: (key: string) => string, { type, no }: Subject) => no ?? t(`subject.${type}`)
