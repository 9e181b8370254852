import { useState } from 'preact/hooks'
import { useScreen } from '../context.ts'
import './forms-styles.ts'

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
      <label class="field">
        <span>{t('leave.body')}</span>
        <textarea
          rows={4}
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
