import { Input, InputNumber, Segmented, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { locales } from '../../../domain/locale.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { languageNames } from '../../session/LanguageChoice.tsx'
import { Field, Section } from '../fields.tsx'
import type { Draft } from './draft.ts'
import type { Group } from './NewSite.tsx'

export function BasicsSection({ draft, groups }: { draft: Draft; groups: readonly Group[] }) {
  const { t } = useTranslation('settings')
  const nameOf = useLocalized()
  const { settings, set, wrong } = draft
  const choosable = groups.filter((group) => group.active || group.id === settings.groupId)
  return (
    <Section title={t('site.basics')}>
      <div className="field-row">
        <Field label={t('site.name')} error={wrong.has('name') ? t('site.error.name') : undefined}>
          {(id) => (
            <Input
              id={id}
              value={settings.name}
              maxLength={80}
              onChange={(event) => set({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('site.group')} help={t('site.groupHelp')}>
          {(id) => (
            <Select
              id={id}
              value={settings.groupId}
              onChange={(groupId) => set({ groupId })}
              options={choosable.map((group) => ({ value: group.id, label: nameOf(group.name) }))}
            />
          )}
        </Field>
      </div>
      <div className="field-row">
        <Field label={t('site.locale')} help={t('site.localeHelp')}>
          {(id) => (
            <Select
              id={id}
              value={settings.locale}
              onChange={(locale) => set({ locale })}
              options={locales.map((locale) => ({ value: locale, label: languageNames[locale] }))}
            />
          )}
        </Field>
        <Field label={t('site.active')} help={t('site.activeHelp')}>
          {(id) => (
            <span>
              <Switch id={id} checked={draft.active} onChange={draft.setActive} />
            </span>
          )}
        </Field>
      </div>
    </Section>
  )
}

export function RulesSection({ draft: { settings, set, wrong } }: { draft: Draft }) {
  const { t } = useTranslation('settings')
  return (
    <Section title={t('site.rules')}>
      <Field label={t('site.ratingScale')} help={t('site.ratingScaleHelp')}>
        {(id) => (
          <span id={id}>
            <Segmented
              value={settings.ratingScale}
              onChange={(ratingScale) => set({ ratingScale })}
              options={(['five', 'three'] as const).map((value) => ({ value, label: t(`site.scale.${value}`) }))}
            />
          </span>
        )}
      </Field>
      <div className="field-row">
        <Field
          label={t('site.idleMinutes')}
          help={t('site.idleMinutesHelp')}
          error={wrong.has('idleMinutes') ? t('site.error.idleMinutes') : undefined}
        >
          {(id) => (
            <InputNumber
              id={id}
              min={1}
              max={1440}
              precision={0}
              value={settings.idleMinutes}
              onChange={(idleMinutes) => set({ idleMinutes: idleMinutes ?? 10 })}
            />
          )}
        </Field>
        <Field
          label={t('site.agentGraceSeconds')}
          help={t('site.agentGraceSecondsHelp')}
          error={wrong.has('agentGraceSeconds') ? t('site.error.agentGraceSeconds') : undefined}
        >
          {(id) => (
            <InputNumber
              id={id}
              min={5}
              max={3600}
              precision={0}
              value={settings.agentGraceSeconds}
              onChange={(agentGraceSeconds) => set({ agentGraceSeconds: agentGraceSeconds ?? 60 })}
            />
          )}
        </Field>
      </div>
    </Section>
  )
}
