import { Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import type { StaffRecord } from '../../domain/identity/admin-contract.ts'
import { type Role, roleNames } from '../../domain/identity/roles.ts'
import { useLocale, useLocalized } from '../i18n/useLocale.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { StatusTag } from '../ui/Chip.tsx'
import { EmptyState } from '../ui/states.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import type { Link } from './LinkOnce.tsx'
import { PersonMenu } from './PersonMenu.tsx'
import { useDepartments, useGroups, useMayAdminister } from './queries.ts'

type Props = { people: StaffRecord[]; onEdit: (person: StaffRecord) => void; onLink: (link: Link) => void }

export function PeopleTable({ people, onEdit, onLink }: Props) {
  const { t } = useTranslation('staff')
  const localized = useLocalized()
  const mayChange = useMayAdminister()
  const groupNames = new Map((useGroups().data ?? []).map(({ id, name }) => [id, localized(name)]))
  const departmentNames = new Map((useDepartments().data ?? []).map(({ id, name }) => [id, localized(name)]))

  const rolesText = (roles: readonly Role[]) => roles.map((role) => localized(roleNames[role])).join(t('comma'))

  const columns: TableColumnsType<StaffRecord> = [
    {
      key: 'name',
      title: t('field.name'),
      render: (_, person) => <Name person={person} roles={rolesText(person.roles)} />,
    },
    {
      key: 'roles',
      title: t('field.roles'),
      responsive: ['md'],
      render: (_, { roles }) => rolesText(roles),
    },
    {
      key: 'groups',
      title: t('field.groups'),
      responsive: ['lg'],
      render: (_, { groupIds }) => groupIds.map((id) => groupNames.get(id)).join(t('comma')) || t('none'),
    },
    {
      key: 'department',
      title: t('field.department'),
      responsive: ['xl'],
      render: (_, { departmentId }) => (departmentId && departmentNames.get(departmentId)) || t('none'),
    },
    {
      key: 'capacity',
      title: t('field.capacityShort'),
      responsive: ['xl'],
      width: 80,
      align: 'right',
      dataIndex: 'capacity',
      className: 'figures',
    },
    { key: 'state', title: t('field.state'), responsive: ['sm'], render: (_, person) => <State person={person} /> },
    {
      key: 'act',
      width: 56,
      hidden: !mayChange,
      render: (_, person) => <PersonMenu person={person} onEdit={() => onEdit(person)} onLink={onLink} />,
    },
  ]
  return (
    <Table
      rowKey="id"
      size="middle"
      sticky
      tableLayout="auto"
      columns={columns}
      dataSource={people}
      pagination={people.length > 50 ? { pageSize: 50, showSizeChanger: false } : false}
      locale={{ emptyText: <EmptyState title={t('people.nobody')} hint={t('people.nobodyHint')} /> }}
    />
  )
}

/** On a narrow screen the roles stand under the name. */
function Name({ person, roles }: { person: StaffRecord; roles: string }) {
  return (
    <span className="staff-name">
      <Avatar name={person.name} size="small" />
      <span>
        <strong>{person.name}</strong> <span className="quiet figures">{person.staffNo}</span>
        <span className="quiet staff-email">{person.email}</span>
        <span className="staff-roles">{roles}</span>
      </span>
    </span>
  )
}

function State({ person: { disabledAt, invited, lastSeenAt } }: { person: StaffRecord }) {
  const { t } = useTranslation('staff')
  const locale = useLocale()
  const now = useEveryMinute()
  if (disabledAt) return <StatusTag tone="normal">{t('state.disabled')}</StatusTag>
  if (invited) return <StatusTag tone="waiting">{t('state.invited')}</StatusTag>
  if (lastSeenAt)
    return <span className="quiet">{t('state.seen', { when: relativeTime(lastSeenAt, now, locale) })}</span>
  return <span className="quiet">{t('state.notHere')}</span>
}
