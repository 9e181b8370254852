import { Alert, App, Button, Drawer, Form } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createStaff, type StaffRecord, updateStaff } from '../../domain/identity/admin-contract.ts'
import { ApiError } from '../api.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { useErrorText } from '../ui/errors.ts'
import type { Link } from './LinkOnce.tsx'
import { PersonFields, type PersonValues } from './PersonFields.tsx'
import { useChange } from './queries.ts'

type Props = { person: StaffRecord | null; onClose: () => void; onCreated: (link: Link) => void }

/** Makes a person, or changes one. */
export function PersonDrawer({ person, onClose, onCreated }: Props) {
  const { t } = useTranslation('staff')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const textOf = useErrorText()
  const locale = useLocale()
  const [form] = Form.useForm<PersonValues>()
  const [problem, setProblem] = useState<string | null>(null)
  const create = useChange(createStaff)
  const update = useChange(updateStaff)

  const refuse = (error: unknown) => {
    const field = error instanceof ApiError && error.code === 'already_exists' ? error.details.field : undefined
    if (field === 'email' || field === 'staffNo') form.setFields([{ name: field, errors: [t(`taken.${field}`)] }])
    else setProblem(textOf(error))
  }
  const submit = async (values: PersonValues) => {
    setProblem(null)
    const wanted = {
      ...values,
      departmentId: values.departmentId ?? null,
      departmentHead: values.departmentHead ?? false,
    }
    try {
      if (person) {
        await update.mutateAsync({ id: person.id, ...wanted })
        message.success(t('saved'))
        onClose()
      } else {
        const { link } = await create.mutateAsync(wanted)
        onCreated({ ...link, name: values.name })
      }
    } catch (error) {
      refuse(error)
    }
  }
  return (
    <Drawer
      open
      size={440}
      title={person ? t('edit.title', { name: person.name }) : t('add.title')}
      onClose={onClose}
      footer={
        <div className="staff-footer">
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" loading={create.isPending || update.isPending} onClick={() => form.submit()}>
            {person ? ui('save') : t('add.submit')}
          </Button>
        </div>
      }
    >
      {problem && <Alert className="staff-problem" type="error" showIcon title={problem} role="alert" />}
      <Form
        name="person"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={(values) => void submit(values)}
        initialValues={person ?? { roles: ['agent'], groupIds: [], capacity: 5, locale }}
      >
        <PersonFields personId={person?.id ?? null} />
      </Form>
      {!person && <p className="quiet">{t('add.hint')}</p>}
    </Drawer>
  )
}
