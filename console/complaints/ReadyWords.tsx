import { useTranslation } from 'react-i18next'
import type { Locale } from '../../domain/locale.ts'
import { filledScript } from '../conversations/composer/ScriptPicker.tsx'
import { useReadyWords } from './queries.ts'

type ReadyWordsProps = {
  categories: readonly ('soothe' | 'complaint')[]
  locale: Locale
  onPick: (words: string) => void
}

/** R36: soothing words are offered before those of a plan. */
export function ReadyWords({ categories, locale, onPick }: ReadyWordsProps) {
  return categories.map((category) => <OfCategory key={category} category={category} locale={locale} onPick={onPick} />)
}

type OfCategoryProps = Omit<ReadyWordsProps, 'categories'> & { category: 'soothe' | 'complaint' }

function OfCategory({ category, locale, onPick }: OfCategoryProps) {
  const { t } = useTranslation('complaints')
  const scripts = useReadyWords(category, locale).data ?? []
  if (scripts.length === 0) return null
  return (
    <div className="ready-words">
      <span className="quiet">{t(`words.${category}`)}</span>
      {scripts.map((script) => (
        <button key={script.id} type="button" className="bare chip" onClick={() => onPick(filledScript(script, {}))}>
          {script.title}
        </button>
      ))}
    </div>
  )
}
