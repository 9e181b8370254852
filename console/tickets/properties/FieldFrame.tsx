import { CheckOutlined, SyncOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { FieldState } from './useField.ts'
import './fields.css'

type Frame = {
  state: FieldState
  problem: string
  theirs: unknown
  value: unknown
  keepMine: () => void
  takeTheirs: () => void
}
type FieldFrameProps = {
  name: string
  label: string
  field?: Frame
  hint?: ReactNode
  isMissing?: boolean
  wide?: boolean
  /** How a value reads, where it is no plain text. */
  words?: (value: unknown) => string
  children: ReactNode
}

/** Label, editor, and under it what became of the change. */
export function FieldFrame({ name, label, field, hint, isMissing, wide, words = String, children }: FieldFrameProps) {
  const { t } = useTranslation('tickets')
  return (
    <div className="ticket-field" data-field={name} data-wide={wide} data-missing={isMissing}>
      <span className="ticket-field-label">
        {label}
        {isMissing && <span className="ticket-missing">{t('missing.mark')}</span>}
        {field?.state === 'saving' && <SyncOutlined spin aria-label={t('field.saving')} />}
        {field?.state === 'saved' && (
          <span className="ticket-saved" role="status">
            <CheckOutlined /> {t('field.saved')}
          </span>
        )}
      </span>
      <div className="ticket-field-value">
        {children}
        {hint && <span className="quiet ticket-field-hint">{hint}</span>}
        {field?.state === 'failed' && (
          <span className="ticket-field-problem" role="alert">
            {field.problem}
          </span>
        )}
        {field?.state === 'conflict' && <Conflict field={field} words={words} />}
      </div>
    </div>
  )
}

/** Somebody else changed the same field: both values are shown, and the reader decides. */
function Conflict({ field, words }: { field: Frame; words: (value: unknown) => string }) {
  const { t } = useTranslation('tickets')
  const wordsOf = (value: unknown) =>
    value === null || value === undefined || value === '' ? t('field.empty') : words(value)
  return (
    <div className="ticket-conflict" role="alert">
      <strong>{t('field.conflict')}</strong>
      <dl>
        <div>
          <dt>{t('field.theirs')}</dt>
          <dd>{wordsOf(field.theirs)}</dd>
        </div>
        <div>
          <dt>{t('field.mine')}</dt>
          <dd>{wordsOf(field.value)}</dd>
        </div>
      </dl>
      <div className="ticket-conflict-acts">
        <Button size="small" type="primary" onClick={field.keepMine}>
          {t('field.keepMine')}
        </Button>
        <Button size="small" onClick={field.takeTheirs}>
          {t('field.takeTheirs')}
        </Button>
      </div>
    </div>
  )
}
