import { useTranslation } from 'react-i18next'
import type { RecordSheet } from '../../domain/tickets/records/record-contract.ts'

/** Letterhead, the fields of the form in their order, and what follows from them. */
export function Paper({ record }: { record: RecordSheet }) {
  const { t } = useTranslation('tickets-print')
  return (
    <article className="paper">
      <header className="paper-head">
        <p className="paper-centre">{record.centre}</p>
        <h1>{record.title}</h1>
        <p className="paper-no">
          {t('no')} <span className="figures">{record.no}</span>
        </p>
      </header>
      <Fields fields={record.fields} />
      {record.more.length > 0 && (
        <>
          <h2>{t('more')}</h2>
          <Fields fields={record.more} />
        </>
      )}
      <footer className="paper-foot">
        <span>{t('madeBy', { name: record.madeBy })}</span>
        <span>{t('madeAt', { time: record.madeAt })}</span>
        <span className="paper-sign">{t('signature')}</span>
      </footer>
    </article>
  )
}

type Field = RecordSheet['fields'][number]

/** Beyond a line's length a value gets the whole width; so does a short one that would stand alone before such a line. */
export function wideFields(fields: readonly Field[]): ReadonlySet<string> {
  const isLong = ({ value }: Field) => value.length > 28 || value.includes('\n')
  const wide = new Set<string>()
  let alone: Field | null = null
  for (const field of fields) {
    if (!isLong(field)) {
      alone = alone ? null : field
      continue
    }
    wide.add(field.key)
    if (alone) wide.add(alone.key)
    alone = null
  }
  if (alone) wide.add(alone.key)
  return wide
}

function Fields({ fields }: { fields: readonly Field[] }) {
  const wide = wideFields(fields)
  return (
    <dl className="paper-fields">
      {fields.map(({ key, label, value }) => (
        <div key={key} className={wide.has(key) ? 'wide' : undefined}>
          <dt>{label}</dt>
          <dd>{value || '—'}</dd>
        </div>
      ))}
    </dl>
  )
}
