import { App, Button, ConfigProvider, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type CalendarFields, type CalendarView, createCalendar } from '../../../domain/clocks/contract.ts'
import { type Locale, locales } from '../../../domain/locale.ts'
import { useLocale } from '../../i18n/useLocale.ts'
import { Field, LanguageTabs, LocalizedInput } from '../fields.tsx'
import { useMayChange } from '../rights.ts'
import { TimeZoneSelect } from '../TimeZoneSelect.tsx'
import { DayList } from '../week/DayList.tsx'
import { WeekGrid } from '../week/WeekGrid.tsx'
import { HolidayList } from './HolidayList.tsx'
import { useCreateCalendar, useRemoveCalendar, useUpdateCalendar } from './queries.ts'

type CalendarDrawerProps = { calendar: CalendarView | null; onClose: () => void }

const workday: CalendarFields['week'][1] = [['09:00', '18:00']]
const fresh: CalendarFields = {
  name: { 'zh-CN': '', 'zh-TW': '', en: '' },
  timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
  week: { 1: workday, 2: workday, 3: workday, 4: workday, 5: workday, 6: [], 7: [] },
  holidays: [],
  makeUpDays: [],
}

export function CalendarDrawer({ calendar, onClose }: CalendarDrawerProps) {
  const { t } = useTranslation('clocks')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const mayChange = useMayChange()
  const [draft, setDraft] = useState<CalendarFields>(() => fieldsOf(calendar))
  const [create, update] = [useCreateCalendar(), useUpdateCalendar()]
  const checked = createCalendar.body.safeParse(draft)
  const done = () => {
    void message.success(t('levels.saved'))
    onClose()
  }
  const save = () =>
    calendar
      ? update.mutate({ id: calendar.id, ...draft }, { onSuccess: done })
      : create.mutate(draft, { onSuccess: done })
  const footer = mayChange && (
    <div className="level-footer">
      {calendar && !calendar.shipped && <RemoveButton calendar={calendar} onDone={onClose} />}
      <span className="grow quiet">{t('calendars.stay')}</span>
      <Button onClick={onClose}>{ui('cancel')}</Button>
      <Button type="primary" disabled={!checked.success} loading={create.isPending || update.isPending} onClick={save}>
        {ui('save')}
      </Button>
    </div>
  )
  return (
    <Drawer
      open
      size={680}
      title={t(calendar ? 'calendars.edit' : 'calendars.add')}
      onClose={onClose}
      footer={footer}
      rootClassName="calendar-drawer"
    >
      <ConfigProvider componentDisabled={!mayChange}>
        <CalendarForm
          draft={draft}
          wrong={new Set(checked.error?.issues.map((issue) => String(issue.path[0])))}
          onChange={(part) => setDraft((before) => ({ ...before, ...part }))}
        />
      </ConfigProvider>
    </Drawer>
  )
}

function fieldsOf(calendar: CalendarView | null): CalendarFields {
  if (!calendar) return fresh
  const { name, timeZone, week, holidays, makeUpDays } = calendar
  return { name, timeZone, week, holidays, makeUpDays }
}

type CalendarFormProps = {
  draft: CalendarFields
  wrong: ReadonlySet<string>
  onChange: (part: Partial<CalendarFields>) => void
}

function CalendarForm({ draft, wrong, onChange }: CalendarFormProps) {
  const { t } = useTranslation('clocks')
  const { t: settings } = useTranslation('settings')
  const [language, setLanguage] = useState<Locale>(useLocale())
  const isNever = Object.values(draft.week).every((day) => day.length === 0)
  const missing = locales.filter((locale) => draft.name[locale].trim() === '')
  return (
    <div className="level-form settings-main">
      <LanguageTabs language={language} onChange={setLanguage} missing={missing} />
      <LocalizedInput
        label={t('calendars.name')}
        value={draft.name}
        language={language}
        max={60}
        error={missing.length > 0 && missing.length < 3 ? t('calendars.nameNeeded') : undefined}
        onChange={(name) => onChange({ name })}
      />
      <Field label={settings('site.timeZone')}>
        {(id) => <TimeZoneSelect id={id} value={draft.timeZone} onChange={(timeZone) => onChange({ timeZone })} />}
      </Field>
      <WeekGrid week={draft.week} isWrong={wrong.has('week') && !isNever} onChange={(week) => onChange({ week })} />
      {isNever && (
        <p className="field-error" role="alert">
          {t('calendars.neverOpens')}
        </p>
      )}
      <HolidayList holidays={draft.holidays} onChange={(holidays) => onChange({ holidays })} />
      <DayList
        label={settings('site.makeUpDays')}
        help={settings('site.makeUpDaysHelp')}
        days={draft.makeUpDays}
        onChange={(makeUpDays) => onChange({ makeUpDays })}
      />
      <p className="quiet">{t('calendars.copyHint')}</p>
    </div>
  )
}

function RemoveButton({ calendar, onDone }: { calendar: CalendarView; onDone: () => void }) {
  const { t } = useTranslation('clocks')
  const { t: ui } = useTranslation('ui')
  const { modal } = App.useApp()
  const remove = useRemoveCalendar()
  const ask = () =>
    modal.confirm({
      title: t('calendars.removeTitle'),
      okText: t('calendars.remove'),
      cancelText: ui('cancel'),
      okButtonProps: { danger: true },
      onOk: () => remove.mutateAsync({ id: calendar.id }).then(onDone),
    })
  return (
    <Button danger type="text" disabled={calendar.usedBy > 0} onClick={ask}>
      {t('calendars.remove')}
    </Button>
  )
}
