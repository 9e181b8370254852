import { InboxOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useErrorText } from './errors.ts'

type EmptyProps = { title: string; hint?: ReactNode; icon?: ReactNode; action?: ReactNode }

/** What to do next where nothing is yet. */
export function EmptyState({ title, hint, icon, action }: EmptyProps) {
  return (
    <div className="blank">
      <span className="glyph" aria-hidden="true">
        {icon ?? <InboxOutlined />}
      </span>
      <strong>{title}</strong>
      {hint && <span>{hint}</span>}
      {action}
    </div>
  )
}

export function ErrorState({ error, retry }: { error: unknown; retry?: () => void }) {
  const { t } = useTranslation('ui')
  const textOf = useErrorText()
  return (
    <div className="blank" role="alert">
      <span className="glyph" aria-hidden="true">
        <WarningOutlined />
      </span>
      <strong>{textOf(error)}</strong>
      {retry && <Button onClick={retry}>{t('retry')}</Button>}
    </div>
  )
}

/** Grey lines in the shape of what is coming; never a spinner. */
export function Skeletons({ rows = 5 }: { rows?: number }) {
  const { t } = useTranslation('ui')
  return (
    <div className="skeleton" role="status" aria-label={t('loading')}>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: grey lines have no identity
        <div key={row}>
          <i style={{ width: `${46 + ((row * 17) % 30)}%` }} />
          <i style={{ width: `${70 + ((row * 23) % 28)}%` }} />
        </div>
      ))}
    </div>
  )
}

export function PageHeader({ title, hint, actions }: { title: string; hint?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="page-header">
      <div className="grow">
        <h1>{title}</h1>
        {hint && <p>{hint}</p>}
      </div>
      {actions && <div className="actions">{actions}</div>}
    </header>
  )
}

export function KeyHint({ keys }: { keys: string }) {
  return (
    <span aria-hidden="true">
      {keys.split(' ').map((key) => (
        <kbd key={key}>{key}</kbd>
      ))}
    </span>
  )
}
