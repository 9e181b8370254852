import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button, Collapse } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallbackFile } from '../../domain/callbacks/contract.ts'
import { offersText } from '../../domain/callbacks/rules.ts'
import type { ScriptView } from '../../domain/scripts/contract.ts'
import { fillForAgent } from '../../domain/scripts/fill.ts'
import { useMe } from '../session/session.ts'
import { useShowError } from '../ui/errors.ts'
import { useCallbackScripts } from './queries.ts'
import { scriptsFor, valuesOf } from './script-values.ts'

/** What to say, filled with what is known, in the customer's language; after two attempts in vain the text message. */
export function CallScripts({ file }: { file: CallbackFile }) {
  const { t } = useTranslation('callbacks')
  const me = useMe()
  const { callback } = file
  const { locale } = callback.customer
  const found = useCallbackScripts(locale)
  if (!found.data) return null
  const names = new Map(found.data.variables.map(({ key, name }) => [key, name]))
  const values = valuesOf(file, me)
  const isTextOffered = offersText(callback.state, callback.attempts)
  const shown = scriptsFor(found.data.items, callback.kind, isTextOffered)
  const textOf = (script: ScriptView) => fillForAgent(script.text, values, (key) => names.get(key) ?? key)
  if (shown.length === 0) return null
  return (
    <section>
      <h2>{t('scripts')}</h2>
      {isTextOffered && <p className="callback-hint">{t('textOffered')}</p>}
      <Collapse
        // Opens anew where the text message joins them.
        key={shown.length}
        size="small"
        defaultActiveKey={shown[isTextOffered ? shown.length - 1 : 0]?.key}
        items={shown.map((script) => ({
          key: script.key,
          label: script.title,
          children: (
            <>
              <p className="callback-text" lang={locale}>
                {textOf(script)}
              </p>
              <Copy text={textOf(script)} title={script.title} />
            </>
          ),
        }))}
      />
    </section>
  )
}

function Copy({ text, title }: { text: string; title: string }) {
  const { t } = useTranslation('callbacks')
  const showError = useShowError()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  return (
    <Button
      className="callback-copy"
      size="small"
      icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
      aria-label={t('copyOf', { title })}
      onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true), showError)}
    >
      {isCopied ? t('copied') : t('copy')}
    </Button>
  )
}
