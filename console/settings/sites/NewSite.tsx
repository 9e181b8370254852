import { Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import type { Localized } from '../../../domain/locale.ts'
import { origin } from '../../../domain/settings/site.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { useCreateSite } from './queries.ts'
import { SecretOnce, type ShownSecret } from './SecretOnce.tsx'

export type Group = { id: string; name: Localized; active: boolean }
type Fields = { name: string; groupId: string; origin: string }

/** Three questions; everything else starts from defaults and is changed on the site's own page. */
export function NewSite({ groups, onClose }: { groups: readonly Group[]; onClose: () => void }) {
  const { t } = useTranslation('settings')
  const { t: ui } = useTranslation('ui')
  const nameOf = useLocalized()
  const navigate = useNavigate()
  const create = useCreateSite()
  const [form] = Form.useForm<Fields>()
  const [made, setMade] = useState<ShownSecret & { id: string }>()
  const open = groups.filter((group) => group.active)
  const submit = async ({ name, groupId, origin }: Fields) => {
    const { site, identitySecret } = await create.mutateAsync({ name, groupId, allowedOrigins: [origin] })
    setMade({ id: site.id, siteKey: site.key, secret: identitySecret })
  }
  if (made) return <SecretOnce {...made} onClose={() => void navigate(`/settings/sites/${made.id}`)} />
  return (
    <Modal
      open
      title={t('sites.add')}
      okText={t('sites.create')}
      cancelText={ui('cancel')}
      okButtonProps={{ loading: create.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ groupId: open[0]?.id }}
        onFinish={(fields) => void submit(fields).catch(() => {})}
      >
        <Form.Item
          name="name"
          label={t('site.name')}
          rules={[{ required: true, whitespace: true, message: t('site.error.name') }]}
        >
          <Input maxLength={80} autoFocus />
        </Form.Item>
        <Form.Item
          name="groupId"
          label={t('site.group')}
          rules={[{ required: true, message: t('site.error.groupId') }]}
        >
          <Select options={open.map((group) => ({ value: group.id, label: nameOf(group.name) }))} />
        </Form.Item>
        <Form.Item
          name="origin"
          label={t('site.origin')}
          extra={t('site.originsHelp')}
          rules={[
            {
              validator: (_, value?: string) =>
                origin.safeParse(value?.trim()).success
                  ? Promise.resolve()
                  : Promise.reject(new Error(t('site.error.allowedOrigins'))),
            },
          ]}
        >
          <Input placeholder="https://shop.example" maxLength={200} inputMode="url" />
        </Form.Item>
      </Form>
    </Modal>
  )
}
