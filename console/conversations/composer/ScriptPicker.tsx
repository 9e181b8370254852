import { useQuery } from '@tanstack/react-query'
import { useDeferredValue } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../domain/locale.ts'
import { listScripts, type ScriptView } from '../../../domain/scripts/contract.ts'
import { fillForAgent, type Values } from '../../../domain/scripts/fill.ts'
import { call } from '../../api.ts'

const mostShown = 8

/** Scripts in the customer's language that fit the words after "/". */
export function useScripts(words: string | null, locale: Locale): readonly ScriptView[] {
  const q = useDeferredValue(words ?? '').trim()
  const found = useQuery({
    queryKey: ['scripts', 'pick', locale, q],
    queryFn: ({ signal }) => call(listScripts, { locale, q: q || undefined }, signal),
    enabled: words !== null,
    placeholderData: (before) => before,
    staleTime: 60_000,
  })
  return words === null ? [] : (found.data?.items.slice(0, mostShown) ?? [])
}

export function filledScript(script: ScriptView, values: Values): string {
  const names = new Map(script.variables.map((variable) => [variable.key, variable.name]))
  return fillForAgent(script.text, values, (key) => names.get(key) ?? key)
}

type ScriptPickerProps = {
  scripts: readonly ScriptView[]
  at: number
  values: Values
  onAt: (at: number) => void
  onPick: (script: ScriptView) => void
}

export function ScriptPicker({ scripts, at, values, onAt, onPick }: ScriptPickerProps) {
  const { t } = useTranslation('conversations')
  return (
    <div className="picker" role="listbox" aria-label={t('composer.scripts')}>
      {scripts.length === 0 && <p className="quiet picker-none">{t('composer.noScripts')}</p>}
      {scripts.map((script, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text box steers the list by keys
        <div
          key={script.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="picker-item"
          onMouseMove={() => onAt(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(script)}
        >
          <strong>{script.title}</strong>
          <span className="quiet ellipsis">{filledScript(script, values)}</span>
        </div>
      ))}
    </div>
  )
}
