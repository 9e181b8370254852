import { Checkbox, Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StaffRecord } from '../../domain/identity/admin-contract.ts'
import { type Role, roleNames, roles } from '../../domain/identity/roles.ts'
import { useLocalized } from '../i18n/useLocale.ts'
import { languageNames } from '../session/LanguageChoice.tsx'
import { useMe } from '../session/session.ts'
import { useDepartments, useGroups } from './queries.ts'

export type PersonValues = Pick<
  StaffRecord,
  'name' | 'staffNo' | 'email' | 'roles' | 'groupIds' | 'departmentId' | 'departmentHead' | 'capacity' | 'locale'
>

export function PersonFields({ personId }: { personId: string | null }) {
  const { t } = useTranslation('staff')
  const localized = useLocalized()
  const isMe = useMe().id === personId
  const groups = (useGroups().data ?? []).filter((group) => group.active)
  const departments = (useDepartments().data ?? []).filter((department) => department.active)
  const named = (items: { id: string; name: StaffName }[]) =>
    items.map(({ id, name }) => ({ value: id, label: localized(name) }))
  const needed = [{ required: true, whitespace: true, message: t('needed') }]
  return (
    <>
      <Form.Item name="name" label={t('field.name')} rules={needed}>
        <Input maxLength={40} autoFocus />
      </Form.Item>
      <Form.Item
        name="staffNo"
        label={t('field.staffNo')}
        extra={t('help.staffNo')}
        rules={[...needed, { pattern: /^[A-Za-z0-9-]{1,20}$/, message: t('wrong.staffNo') }]}
      >
        <Input maxLength={20} />
      </Form.Item>
      <Form.Item
        name="email"
        label={t('field.email')}
        rules={[...needed, { type: 'email', message: t('wrong.email') }]}
      >
        <Input type="email" maxLength={254} autoComplete="off" />
      </Form.Item>
      <Form.Item
        name="roles"
        label={t('field.roles')}
        extra={isMe ? t('help.ownRoles') : t('help.roles')}
        rules={[{ required: true, type: 'array', min: 1, message: t('wrong.roles') }]}
      >
        <Select mode="multiple" disabled={isMe} optionFilterProp="label" options={roles.map(roleOption(localized))} />
      </Form.Item>
      <Form.Item name="groupIds" label={t('field.groups')} extra={t('help.groups')}>
        <Select mode="multiple" optionFilterProp="label" options={named(groups)} />
      </Form.Item>
      <Form.Item name="departmentId" label={t('field.department')}>
        <Select allowClear options={named(departments)} placeholder={t('none')} />
      </Form.Item>
      <Form.Item noStyle shouldUpdate={(one, other) => one.departmentId !== other.departmentId}>
        {({ getFieldValue }) =>
          getFieldValue('departmentId') && (
            <Form.Item name="departmentHead" valuePropName="checked" extra={t('help.departmentHead')}>
              <Checkbox>{t('field.departmentHead')}</Checkbox>
            </Form.Item>
          )
        }
      </Form.Item>
      <Form.Item name="capacity" label={t('field.capacity')} extra={t('help.capacity')}>
        <InputNumber min={0} max={50} precision={0} />
      </Form.Item>
      <Form.Item name="locale" label={t('field.locale')}>
        <Select options={Object.entries(languageNames).map(([value, label]) => ({ value, label }))} />
      </Form.Item>
    </>
  )
}

type StaffName = Parameters<ReturnType<typeof useLocalized>>[0]

const roleOption = (localized: (text: StaffName) => string) => (role: Role) => ({
  value: role,
  label: localized(roleNames[role]),
})
