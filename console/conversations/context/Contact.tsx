import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CustomerView, revealContact } from '../../../domain/customers/contract.ts'
import { ApiError, call } from '../../api.ts'
import { ConfirmReason } from '../../ui/forms/ConfirmReason.tsx'

type Props = { customerId: string; contact: CustomerView['contacts'][number]; mayReveal: boolean }

/** Masked until a reason is given; then in full for the seconds the server allows (domain/privacy 4.6). */
export function Contact({ customerId, contact, mayReveal }: Props) {
  const { t } = useTranslation('conversations')
  const [asks, setAsks] = useState(false)
  const [busy, setBusy] = useState(false)
  const [value, setValue] = useState<string | null>(null)
  const [problem, setProblem] = useState('')
  const reveal = async (reason: string) => {
    setBusy(true)
    try {
      const { value: full, showSeconds } = await call(revealContact, { id: customerId, contactId: contact.id, reason })
      setValue(full)
      setProblem('')
      setTimeout(() => setValue(null), showSeconds * 1000)
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : t('contact.failed'))
    }
    setBusy(false)
    setAsks(false)
  }
  return (
    <span className="contact">
      <span className="figures">{value ?? contact.mask}</span>
      {mayReveal && value === null && (
        <Button type="link" size="small" onClick={() => setAsks(true)}>
          {t('contact.reveal')}
        </Button>
      )}
      {problem && <span role="alert">{problem}</span>}
      <ConfirmReason
        open={asks}
        busy={busy}
        title={t('contact.revealTitle')}
        hint={t('contact.revealHint')}
        okText={t('contact.reveal')}
        onCancel={() => setAsks(false)}
        onConfirm={(reason) => void reveal(reason)}
      />
    </span>
  )
}
