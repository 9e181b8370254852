import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Locale } from '../../domain/locale.ts'
import type { ScriptView } from '../../domain/scripts/contract.ts'
import { fillForAgent } from '../../domain/scripts/fill.ts'
import { useShowError } from '../ui/errors.ts'
import { ScriptText } from './ScriptText.tsx'

type ScriptCardProps = { script: ScriptView; language: Locale; nameOf: (key: string) => string }

export function ScriptCard({ script, language, nameOf }: ScriptCardProps) {
  const { t } = useTranslation('scripts')
  const showError = useShowError()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () =>
    void navigator.clipboard.writeText(fillForAgent(script.text, {}, nameOf)).then(() => setCopied(true), showError)
  return (
    <li className="script-card">
      <header>
        <Link to={`/scripts/${script.id}`} className="script-title">
          <h3 lang={language}>{script.title}</h3>
        </Link>
        <span className="quiet figures script-uses">{t('uses', { count: script.useCount })}</span>
        <Button
          type="text"
          size="small"
          icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
          onClick={copy}
          aria-label={t('copyOf', { title: script.title })}
        >
          {isCopied ? t('copied') : t('copy')}
        </Button>
      </header>
      <ScriptText text={script.text} lang={language} nameOf={nameOf} />
    </li>
  )
}
