import { useMutation, useQuery } from '@tanstack/react-query'
import { App, Button, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { locales } from '../../domain/locale.ts'
import { type CentreView, getCentre, updateCentre } from '../../domain/settings/contract.ts'
import { call } from '../api.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { queryClient } from '../query.ts'
import { languageNames } from '../session/LanguageChoice.tsx'
import { meKey } from '../session/session.ts'
import { useShowError } from '../ui/errors.ts'
import { ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { useMayChange } from './rights.ts'

type Fields = Pick<CentreView, 'name' | 'locale' | 'timeZone' | 'surveyRestHours' | 'lowScore' | 'compensation'>
const key = ['settings', 'centre']

export function CentrePage() {
  const { t } = useTranslation('settings')
  const centre = useQuery({ queryKey: key, queryFn: ({ signal }) => call(getCentre, {}, signal) })
  return (
    <div className="page">
      <PageHeader title={t('page.centre')} hint={t('centre.hint')} />
      {centre.isPending && <Skeletons rows={3} />}
      {centre.isError && <ErrorState error={centre.error} retry={() => void centre.refetch()} />}
      {centre.data && <CentreForm centre={centre.data} />}
    </div>
  )
}

function CentreForm({ centre }: { centre: CentreView }) {
  const { t } = useTranslation('settings')
  const { message } = App.useApp()
  const showError = useShowError()
  const locale = useLocale()
  const update = useMutation({
    mutationFn: (fields: Fields) => call(updateCentre, fields),
    onError: showError,
    onSuccess: (changed) => {
      queryClient.setQueryData(key, changed)
      void queryClient.invalidateQueries({ queryKey: meKey })
      void message.success(t('saved'))
    },
  })
  const { name, timeZone, surveyRestHours, lowScore, compensation } = centre
  return (
    <Form
      className="centre-form"
      layout="vertical"
      requiredMark={false}
      disabled={!useMayChange()}
      initialValues={{ name, locale: centre.locale, timeZone, surveyRestHours, lowScore, compensation }}
      onFinish={(fields: Fields) => update.mutate(fields)}
    >
      <Form.Item
        name="name"
        label={t('centre.name')}
        rules={[{ required: true, whitespace: true, message: t('site.error.name') }]}
      >
        <Input maxLength={80} />
      </Form.Item>
      <Form.Item name="locale" label={t('centre.locale')} extra={t('centre.localeHelp')}>
        <Select options={locales.map((value) => ({ value, label: languageNames[value] }))} />
      </Form.Item>
      <Form.Item name="timeZone" label={t('site.timeZone')} extra={t('centre.timeZoneHelp')}>
        <Select
          showSearch
          options={Intl.supportedValuesOf('timeZone').map((value) => ({ value, label: value.replaceAll('_', ' ') }))}
        />
      </Form.Item>
      <Form.Item name="surveyRestHours" label={t('centre.surveyRest')} extra={t('centre.surveyRestHelp')}>
        <InputNumber className="centre-hours" min={0} max={720} precision={0} suffix={t('centre.hours')} />
      </Form.Item>
      <Form.Item name="lowScore" label={t('centre.lowScore')} extra={t('centre.lowScoreHelp')}>
        <Select options={[1, 2, 3, 4].map((value) => ({ value, label: t('centre.upTo', { score: value }) }))} />
      </Form.Item>
      <fieldset className="limits">
        <legend>{t('centre.compensation')}</legend>
        <p className="quiet">{t('centre.compensationHelp')}</p>
        {(['agent', 'senior', 'supervisor'] as const).map((role) => (
          <Form.Item key={role} name={['compensation', role]} label={t(`centre.compensationOf.${role}`)}>
            <InputNumber min={0} max={9_999_999} precision={0} />
          </Form.Item>
        ))}
      </fieldset>
      <div className="form-end">
        <Button type="primary" htmlType="submit" loading={update.isPending}>
          {t('save')}
        </Button>
        <span className="quiet">
          {t('centre.since', {
            time: new Intl.DateTimeFormat(locale, { dateStyle: 'long' }).format(new Date(centre.setUpAt)),
          })}
        </span>
      </div>
    </Form>
  )
}
