import { useState } from 'preact/hooks'
import type { WidgetSite } from '../../../domain/settings/site.ts'
import { missingAnswer } from '../../frame/prechat.ts'
import { adopt } from '../adopt.ts'
import { useScreen } from '../context.ts'
import css from './forms.css?inline'

adopt(css)

type Field = WidgetSite['prechat']['fields'][number]

export function Prechat() {
  const { state, t, widget } = useScreen()
  const [answers, setAnswers] = useState<Record<string, string>>({})
  const [consent, setConsent] = useState(false)
  const [fault, setFault] = useState('')
  const { fields, consent: consentText } = state.site?.prechat ?? { fields: [], consent: '' }
  const submit = (event: Event) => {
    event.preventDefault()
    const missing = missingAnswer(fields, answers, consent)
    if (missing === 'consent') return setFault(t('form.consent_contact'))
    if (missing) return setFault(t('form.missing', { label: missing.label }))
    widget.talking.answerPrechat(answers, consent)
    widget.memory.saveDraft('')
  }
  return (
    <form class="form" onSubmit={submit} noValidate>
      <h1>{t('form.title')}</h1>
      {state.opening?.body && <p class="about">{t('form.about', { text: state.opening.body })}</p>}
      {fields.map((field) => (
        <PrechatField
          key={field.key}
          field={field}
          value={answers[field.key] ?? ''}
          change={(value) => setAnswers({ ...answers, [field.key]: value })}
        />
      ))}
      {consentText && (
        <label class="consent">
          <input type="checkbox" checked={consent} onChange={(event) => setConsent(event.currentTarget.checked)} />
          <span>
            <b>{t('form.consent')}</b> {consentText}
          </span>
        </label>
      )}
      <p class="fault" role="alert">
        {fault}
      </p>
      <div class="buttons">
        <button type="button" class="secondary" onClick={widget.talking.cancelPrechat}>
          {t('form.cancel')}
        </button>
        <button type="submit" class="primary">
          {t('form.submit')}
        </button>
      </div>
    </form>
  )
}

function PrechatField({ field, value, change }: { field: Field; value: string; change(value: string): void }) {
  const { t } = useScreen()
  const id = `prechat-${field.key}`
  const onInput = (event: { currentTarget: HTMLInputElement | HTMLSelectElement }) => change(event.currentTarget.value)
  return (
    <div class="field">
      <label htmlFor={id}>
        {field.label}
        <small>{t(field.required ? 'form.required' : 'form.optional')}</small>
      </label>
      {field.kind === 'choice' ? (
        <select id={id} value={value} required={field.required} onChange={onInput}>
          <option value="">{t('form.choose')}</option>
          {field.choices.map((choice) => (
            <option key={choice}>{choice}</option>
          ))}
        </select>
      ) : (
        <input
          id={id}
          value={value}
          required={field.required}
          maxLength={500}
          autoComplete={field.kind === 'contact' ? 'tel' : 'off'}
          onInput={onInput}
        />
      )}
    </div>
  )
}

/** Nobody is there: what to say and how to be reached, with consent (R17). */
export function LeaveMessage() {
  const { state, t, widget } = useScreen()
  const [form, setForm] = useState({ name: state.visitorName, contact: '', body: widget.memory.draft() })
  const [consent, setConsent] = useState(false)
  const [fault, setFault] = useState('')
  const change = (part: Partial<typeof form>) => {
    setForm({ ...form, ...part })
    if (part.body !== undefined) widget.memory.saveDraft(part.body)
  }
  const submit = (event: Event) => {
    event.preventDefault()
    const [name, contact] = [form.name.trim(), form.contact.trim()]
    if (!name || contact.length < 3 || !form.body.trim() || !consent) return setFault(t('leave.missing'))
    widget.talking.leaveMessage({ name, contact, body: form.body })
    widget.memory.saveDraft('')
  }
  return (
    <form class="form leave" onSubmit={submit} noValidate>
      <h2>{t('leave.title')}</h2>
      <p>{t('leave.text')}</p>
      <div class="pair">
        <label class="field">
          <span>{t('leave.name')}</span>
          <input
            value={form.name}
            maxLength={60}
            autoComplete="name"
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        </label>
        <label class="field">
          <span>{t('leave.contact')}</span>
          <input
            value={form.contact}
            maxLength={120}
            autoComplete="email"
            onInput={(event) => change({ contact: event.currentTarget.value })}
          />
        </label>
      </div>
      <label class="field">
        <span>{t('leave.body')}</span>
        <textarea
          rows={2}
          dir="auto"
          maxLength={10_000}
          value={form.body}
          onInput={(event) => change({ body: event.currentTarget.value })}
        />
      </label>
      <label class="consent">
        <input type="checkbox" checked={consent} onChange={(event) => setConsent(event.currentTarget.checked)} />
        <span>{t('leave.consent')}</span>
      </label>
      <p class="fault" role="alert">
        {fault}
      </p>
      <button type="submit" class="primary wide">
        {t('leave.submit')}
      </button>
    </form>
  )
}
