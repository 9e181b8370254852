import { Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ClockPreview, DueStep } from '../../../domain/clocks/contract.ts'
import { serviceKinds } from '../../../domain/clocks/kinds.ts'
import { now } from '../../clock.ts'
import { useReason } from '../../clocks/words.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { InstantInput } from '../../ui/forms/InstantInput.tsx'
import { ErrorState } from '../../ui/states.tsx'
import { Field } from '../fields.tsx'
import { ConditionFields, UrgencyField } from './ConditionFields.tsx'
import { useGroupNames } from './groups.ts'
import { type PreviewFacts, usePreview } from './queries.ts'

const open = { category: null, channel: null, customerLevel: null, groupId: null }

/** Asks the server when something would be due, so that a rule is understood before it hurts. */
export function PreviewBox() {
  const { t } = useTranslation('clocks')
  const [facts, setFacts] = useState<PreviewFacts>(() => ({
    ...open,
    kind: 'first_response',
    urgency: 'normal',
    startedAt: new Date(now()).toISOString(),
  }))
  const change = (part: Partial<PreviewFacts>) => setFacts((before) => ({ ...before, ...part }))
  const preview = usePreview(facts)
  return (
    <aside className="settings-section level-preview" aria-label={t('preview.title')}>
      <h2>{t('preview.title')}</h2>
      <Field label={t('field.kind')}>
        {(id) => (
          <Select
            id={id}
            value={facts.kind}
            options={serviceKinds.map((one) => ({ value: one, label: t(`kind.${one}`) }))}
            onChange={(kind) => change({ kind })}
          />
        )}
      </Field>
      <Field label={t('preview.from')}>
        {(id) => (
          <InstantInput id={id} value={facts.startedAt} onChange={(startedAt) => startedAt && change({ startedAt })} />
        )}
      </Field>
      <UrgencyField value={facts} onChange={({ urgency }) => change({ urgency: urgency ?? 'normal' })} />
      <details>
        <summary>{t('levels.more')}</summary>
        <ConditionFields value={facts} onChange={({ urgency: _, ...part }) => change(part)} />
      </details>
      {preview.isError && <ErrorState error={preview.error} />}
      {preview.data && <Told preview={preview.data} />}
    </aside>
  )
}

function Told({ preview: { dueAt, why, reminders, timeZone, steps, isShortened } }: { preview: ClockPreview }) {
  const { t } = useTranslation('clocks')
  const locale = useLocale()
  const reason = useReason(useGroupNames())
  const zone = timeZone ? { timeZone } : {}
  const at = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...zone })
  if (!dueAt || !why) return <p role="status">{t('preview.noLimit')}</p>
  return (
    <div className="level-told" role="status">
      <p className="level-due">
        <span className="quiet">{t('preview.due')}</span>
        <strong>{at.format(new Date(dueAt))}</strong>
        {timeZone && <span className="quiet">{timeZone}</span>}
      </p>
      <p>{reason(why)}</p>
      {reminders.length > 0 && (
        <dl>
          <dt>{t('preview.reminders')}</dt>
          {reminders.map((one) => (
            <dd key={one.percent}>
              <span>{at.format(new Date(one.at))}</span> <span className="quiet">{one.percent}%</span>
            </dd>
          ))}
        </dl>
      )}
      {steps.length > 0 && (
        <>
          <h3>{t('preview.counted')}</h3>
          <ol className="level-steps">
            {steps.map((step) => (
              <Step key={step.kind === 'open' ? step.from : step.date} step={step} timeZone={timeZone} />
            ))}
          </ol>
          {isShortened && <p className="quiet">{t('preview.cut')}</p>}
        </>
      )}
    </div>
  )
}

function Step({ step, timeZone }: { step: DueStep; timeZone: string | null }) {
  const { t } = useTranslation('clocks')
  const locale = useLocale()
  const day = new Intl.DateTimeFormat(locale, { month: 'short', day: 'numeric', weekday: 'short', timeZone: 'UTC' })
  const hour = new Intl.DateTimeFormat(locale, {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    ...(timeZone && { timeZone }),
  })
  return (
    <li data-counts={step.kind === 'open' ? '' : undefined}>
      <span>{day.format(new Date(step.date))}</span>
      {step.kind === 'open' && (
        <span>
          {hour.format(new Date(step.from))}–{hour.format(new Date(step.until))}
          {step.makeUp && <em> {t('preview.makeUp')}</em>}
        </span>
      )}
      {step.kind === 'holiday' && <span>{t('preview.holiday', { name: step.name })}</span>}
      {step.kind === 'rest' && <span>{t('preview.rest')}</span>}
    </li>
  )
}
