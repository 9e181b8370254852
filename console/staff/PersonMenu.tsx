import { MoreOutlined } from '@ant-design/icons'
import { App, Button, Dropdown } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { disableStaff, enableStaff, makePasswordLink, type StaffRecord } from '../../domain/identity/admin-contract.ts'
import { useMe } from '../session/session.ts'
import { useShowError } from '../ui/errors.ts'
import { ConfirmReason } from '../ui/forms/ConfirmReason.tsx'
import type { Link } from './LinkOnce.tsx'
import { useChange } from './queries.ts'

type Props = { person: StaffRecord; onEdit: () => void; onLink: (link: Link) => void }

export function PersonMenu({ person, onEdit, onLink }: Props) {
  const { t } = useTranslation('staff')
  const { message } = App.useApp()
  const showError = useShowError()
  const isMe = useMe().id === person.id
  const [asking, setAsking] = useState(false)
  const disable = useChange(disableStaff)
  const enable = useChange(enableStaff)
  const link = useChange(makePasswordLink)
  const { id, name } = person

  const acts: Record<string, () => void> = {
    edit: onEdit,
    link: () => link.mutate({ id }, { onSuccess: (made) => onLink({ ...made, name }), onError: showError }),
    disable: () => setAsking(true),
    enable: () =>
      enable.mutate({ id }, { onSuccess: () => message.success(t('enabled', { name })), onError: showError }),
  }
  const items = [
    { key: 'edit', label: t('act.edit') },
    ...(person.disabledAt
      ? [{ key: 'enable', label: t('act.enable') }]
      : [
          { key: 'link', label: t('act.link') },
          { key: 'disable', label: t('act.disable'), danger: true, disabled: isMe },
        ]),
  ]
  const confirm = (reason: string) =>
    disable.mutate(
      { id, reason },
      {
        onSuccess: () => {
          setAsking(false)
          message.success(t('disabled', { name }))
        },
        onError: showError,
      },
    )
  return (
    <>
      <Dropdown trigger={['click']} menu={{ items, onClick: ({ key }) => acts[key]?.() }}>
        <Button type="text" icon={<MoreOutlined />} aria-label={t('act.label', { name })} />
      </Dropdown>
      <ConfirmReason
        open={asking}
        title={t('disable.title', { name })}
        hint={t('disable.hint')}
        okText={t('act.disable')}
        danger
        busy={disable.isPending}
        onCancel={() => setAsking(false)}
        onConfirm={confirm}
      />
    </>
  )
}
