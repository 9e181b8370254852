import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { NewPasswordFields } from './NewPasswordFields.tsx'

export function CentreStep() {
  const { t } = useTranslation('setup')
  const zones = useMemo(() => Intl.supportedValuesOf('timeZone').map((zone) => ({ value: zone, label: zone })), [])
  return (
    <>
      <Form.Item
        name="centreName"
        label={t('centre.name')}
        extra={t('centre.nameHelp')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input size="large" maxLength={60} autoFocus placeholder={t('centre.example')} />
      </Form.Item>
      <Form.Item
        name="timeZone"
        label={t('centre.timeZone')}
        extra={t('centre.timeZoneHelp')}
        rules={[{ required: true, message: t('needed') }]}
      >
        <Select size="large" showSearch options={zones} />
      </Form.Item>
      <p className="quiet">{t('centre.language')}</p>
    </>
  )
}

export function AdministratorStep() {
  const { t } = useTranslation('setup')
  const needed = { required: true, whitespace: true, message: t('needed') }
  const person = {
    name: Form.useWatch<string | undefined>('name') ?? '',
    email: Form.useWatch<string | undefined>('email') ?? '',
    staffNo: Form.useWatch<string | undefined>('staffNo') ?? '',
  }
  return (
    <>
      <Form.Item name="name" label={t('administrator.name')} rules={[needed]}>
        <Input maxLength={40} autoComplete="name" />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('administrator.email')}
        extra={t('administrator.emailHelp')}
        rules={[needed, { type: 'email', message: t('administrator.emailWrong') }]}
      >
        <Input type="email" maxLength={254} autoComplete="username" />
      </Form.Item>
      <Form.Item
        name="staffNo"
        label={t('administrator.staffNo')}
        extra={t('administrator.staffNoHelp')}
        rules={[needed, { pattern: /^[A-Za-z0-9-]{1,20}$/, message: t('administrator.staffNoWrong') }]}
      >
        <Input maxLength={20} />
      </Form.Item>
      <NewPasswordFields person={person} />
      <Form.Item name="servesCustomers" valuePropName="checked" extra={t('administrator.servesHelp')}>
        <Checkbox>{t('administrator.serves')}</Checkbox>
      </Form.Item>
    </>
  )
}

export function StartStep() {
  const { t } = useTranslation('setup')
  return (
    <Form.Item name="start" label={t('start.label')}>
      <Radio.Group className="start-choices">
        {(['empty', 'demo'] as const).map((choice) => (
          <Radio key={choice} value={choice}>
            <strong>{t(`start.${choice}`)}</strong>
            <span className="quiet">{t(`start.${choice}Hint`)}</span>
          </Radio>
        ))}
      </Radio.Group>
    </Form.Item>
  )
}
