import { PlusOutlined } from '@ant-design/icons'
import { Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { GroupRecord } from '../../domain/identity/admin-contract.ts'
import { useLocalized } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { GroupDialog } from './GroupDialog.tsx'
import { useGroups, useMayAdminister, useStaff } from './queries.ts'

export function GroupsPanel() {
  const { t } = useTranslation('staff')
  const localized = useLocalized()
  const groups = useGroups()
  const mayChange = useMayAdminister()
  const names = new Map((useStaff().data ?? []).map(({ id, name }) => [id, name]))
  const [open, setOpen] = useState<GroupRecord | 'new' | null>(null)

  if (groups.isPending) return <Skeletons />
  if (groups.isError) return <ErrorState error={groups.error} retry={() => void groups.refetch()} />
  return (
    <>
      <div className="staff-bar">
        <p className="quiet grow">{t('groups.hint')}</p>
        {mayChange && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
            {t('groups.add')}
          </Button>
        )}
      </div>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={groups.data}
        locale={{ emptyText: <EmptyState title={t('groups.nothing')} /> }}
        columns={[
          {
            key: 'name',
            title: t('groups.name'),
            render: (_, group: GroupRecord) => (
              <span className="staff-place">
                <strong>{localized(group.name)}</strong>
                {!group.active && <StatusTag tone="normal">{t('closed')}</StatusTag>}
              </span>
            ),
          },
          {
            key: 'members',
            title: t('groups.members'),
            render: (_, { memberIds }) =>
              memberIds
                .map((id) => names.get(id))
                .filter(Boolean)
                .join(t('comma')) || t('none'),
          },
          {
            key: 'act',
            width: 88,
            hidden: !mayChange,
            render: (_, group) => (
              <Button
                type="link"
                onClick={() => setOpen(group)}
                aria-label={t('editOf', { name: localized(group.name) })}
              >
                {t('act.edit')}
              </Button>
            ),
          },
        ]}
      />
      {open && <GroupDialog group={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  )
}
