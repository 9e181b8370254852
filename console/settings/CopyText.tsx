import { CheckOutlined, CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useShowError } from '../ui/errors.ts'

/** Code to take along, with one press to copy it. */
export function CopyText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation('settings')
  const showError = useShowError()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => void navigator.clipboard.writeText(text).then(() => setCopied(true), showError)
  return (
    <div className="copy-text">
      <pre>
        <code>{text}</code>
      </pre>
      <Button
        size="small"
        disabled={false}
        icon={isCopied ? <CheckOutlined /> : <CopyOutlined />}
        onClick={copy}
        aria-label={t('copy', { what: label })}
      >
        {isCopied ? t('copied') : t('copyShort')}
      </Button>
    </div>
  )
}
