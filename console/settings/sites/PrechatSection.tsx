import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Locale, Localized } from '../../../domain/locale.ts'
import type { SiteSettings } from '../../../domain/settings/site.ts'
import { Field, LocalizedInput, Section } from '../fields.tsx'
import { type Draft, emptyText } from './draft.ts'

type Prechat = SiteSettings['prechat']
type Question = Prechat['fields'][number]

const kinds = ['text', 'contact', 'order_no', 'choice'] as const
const maxFields = 10
const maxChoices = 20

export function PrechatSection({ draft, language }: { draft: Draft; language: Locale }) {
  const { t } = useTranslation('settings')
  const { prechat } = draft.settings
  const { fields } = prechat
  const change = (part: Partial<Prechat>) => draft.set({ prechat: { ...prechat, ...part } })
  const put = (at: number, part: Partial<Question>) =>
    change({ fields: fields.map((field, index) => (index === at ? { ...field, ...part } : field)) })
  const swap = (at: number, other: number) =>
    change({
      fields: fields.map((field, index) => fields[index === at ? other : index === other ? at : index] ?? field),
    })
  return (
    <Section title={t('site.prechat')} hint={t('site.prechatHint')}>
      <Field label={t('site.prechatEnabled')}>
        {(id) => (
          <span>
            <Switch id={id} checked={prechat.enabled} onChange={(enabled) => change({ enabled })} />
          </span>
        )}
      </Field>
      {prechat.enabled && (
        <>
          <LocalizedInput
            label={t('site.consent')}
            help={t('site.consentHelp')}
            value={prechat.consent}
            language={language}
            rows={3}
            max={1000}
            onChange={(consent) => change({ consent })}
          />
          <ol className="prechat-fields">
            {fields.map((field, index) => (
              <QuestionEdit
                key={field.key}
                field={field}
                language={language}
                onChange={(part) => put(index, part)}
                onRemove={() => change({ fields: fields.toSpliced(index, 1) })}
                onUp={index > 0 ? () => swap(index, index - 1) : undefined}
                onDown={index < fields.length - 1 ? () => swap(index, index + 1) : undefined}
              />
            ))}
          </ol>
          {fields.length < maxFields && (
            <span>
              <Button icon={<PlusOutlined />} onClick={() => change({ fields: [...fields, newQuestion(fields)] })}>
                {t('site.fieldAdd')}
              </Button>
            </span>
          )}
        </>
      )}
    </Section>
  )
}

function newQuestion(fields: readonly Question[]): Question {
  const taken = new Set(fields.map((field) => field.key))
  let number = fields.length + 1
  while (taken.has(`q${number}`)) number++
  return { key: `q${number}`, kind: 'text', label: emptyText(), required: false, choices: [] }
}

type QuestionEditProps = {
  field: Question
  language: Locale
  onChange: (part: Partial<Question>) => void
  onRemove: () => void
  onUp?: () => void
  onDown?: () => void
}

function QuestionEdit({ field, language, onChange, onRemove, onUp, onDown }: QuestionEditProps) {
  const { t } = useTranslation('settings')
  return (
    <li className="prechat-field">
      <div className="line-edit">
        <Input
          lang={language}
          aria-label={t('site.fieldLabel')}
          placeholder={t('site.fieldLabel')}
          value={field.label[language]}
          maxLength={80}
          onChange={(event) => onChange({ label: { ...field.label, [language]: event.target.value } })}
        />
        <Select
          aria-label={t('site.fieldKind')}
          className="kind-select"
          value={field.kind}
          onChange={(kind) => onChange({ kind })}
          options={kinds.map((value) => ({ value, label: t(`site.kind.${value}`) }))}
        />
      </div>
      {field.kind === 'choice' && (
        <Input.TextArea
          lang={language}
          aria-label={t('site.choices')}
          placeholder={t('site.choices')}
          autoSize={{ minRows: 2, maxRows: 8 }}
          value={field.choices.map((choice) => choice[language]).join('\n')}
          onChange={(event) => onChange({ choices: choicesFrom(field.choices, language, event.target.value) })}
        />
      )}
      <div className="prechat-field-tools">
        <Checkbox checked={field.required} onChange={(event) => onChange({ required: event.target.checked })}>
          {t('site.required')}
        </Checkbox>
        <span className="grow" />
        <Button type="text" icon={<ArrowUpOutlined />} disabled={!onUp} onClick={onUp} aria-label={t('up')} />
        <Button type="text" icon={<ArrowDownOutlined />} disabled={!onDown} onClick={onDown} aria-label={t('down')} />
        <Button type="text" icon={<DeleteOutlined />} onClick={onRemove} aria-label={t('site.fieldRemove')} />
      </div>
    </li>
  )
}

/** One choice a line; the same line is the same choice in every language. */
function choicesFrom(before: readonly Localized[], language: Locale, text: string): Localized[] {
  const lines = text.split('\n').slice(0, maxChoices)
  const length = Math.max(lines.length, lastWritten(before, language) + 1)
  return Array.from({ length }, (_, index) => ({
    ...(before[index] ?? emptyText()),
    [language]: (lines[index] ?? '').slice(0, 80),
  })).filter((choice, index) => index < lines.length || Object.values(choice).some((said) => said !== ''))
}

function lastWritten(choices: readonly Localized[], except: Locale): number {
  return choices.findLastIndex((choice) =>
    Object.entries(choice).some(([locale, said]) => locale !== except && said !== ''),
  )
}
