import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, ColorPicker, Input, Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../../domain/locale.ts'
import { Field, LocalizedInput, Section } from '../fields.tsx'
import { type Draft, emptyText } from './draft.ts'

const swatches = ['#0F766E', '#1D4ED8', '#7C3AED', '#BE123C', '#C2410C', '#15803D', '#334155', '#111827']
const maxQuestions = 6

export function LooksSection({ draft, language }: { draft: Draft; language: Locale }) {
  const { t } = useTranslation('settings')
  const { settings, set, wrong } = draft
  return (
    <Section title={t('site.looks')}>
      <div className="field-row">
        <Field
          label={t('site.brand')}
          help={t('site.brandHelp')}
          error={wrong.has('brand') ? t('site.error.brand') : undefined}
        >
          {(id) => (
            <Input
              id={id}
              value={settings.brand}
              maxLength={60}
              onChange={(event) => set({ brand: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('site.colour')}>
          {(id) => (
            <span id={id}>
              <ColorPicker
                value={settings.colour}
                disabledAlpha
                format="hex"
                showText
                presets={[{ label: t('site.swatches'), colors: swatches }]}
                onChangeComplete={(colour) => set({ colour: colour.toHexString() })}
              />
            </span>
          )}
        </Field>
        <Field label={t('site.position')}>
          {(id) => (
            <span id={id}>
              <Segmented
                value={settings.position}
                onChange={(position) => set({ position })}
                options={(['left', 'right'] as const).map((value) => ({ value, label: t(`site.at.${value}`) }))}
              />
            </span>
          )}
        </Field>
      </div>
      <LocalizedInput
        label={t('site.greeting')}
        help={t('site.greetingHelp')}
        value={settings.greeting}
        language={language}
        max={200}
        onChange={(greeting) => set({ greeting })}
      />
      <LocalizedInput
        label={t('site.welcome')}
        help={t('site.welcomeHelp')}
        value={settings.welcome}
        language={language}
        rows={2}
        max={1000}
        onChange={(welcome) => set({ welcome })}
      />
      <Questions draft={draft} language={language} />
    </Section>
  )
}

function Questions({ draft: { settings, set }, language }: { draft: Draft; language: Locale }) {
  const { t } = useTranslation('settings')
  const { questions } = settings
  const put = (at: number, text: string) =>
    set({
      questions: questions.map((question, index) => (index === at ? { ...question, [language]: text } : question)),
    })
  return (
    <fieldset className="field">
      <legend>{t('site.questions')}</legend>
      {questions.map((question, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a question is its place; it has no other identity
        <div className="line-edit" key={index}>
          <Input
            lang={language}
            aria-label={t('site.question', { number: index + 1 })}
            value={question[language]}
            maxLength={100}
            placeholder={question[settings.locale]}
            onChange={(event) => put(index, event.target.value)}
          />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('site.questionRemove', { number: index + 1 })}
            onClick={() => set({ questions: questions.toSpliced(index, 1) })}
          />
        </div>
      ))}
      {questions.length < maxQuestions && (
        <span>
          <Button size="small" icon={<PlusOutlined />} onClick={() => set({ questions: [...questions, emptyText()] })}>
            {t('site.questionAdd')}
          </Button>
        </span>
      )}
      <p className="quiet">{t('site.questionsHelp')}</p>
    </fieldset>
  )
}
