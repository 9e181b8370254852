import { Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Navigate, useNavigate, useParams } from 'react-router'
import { useMay } from '../session/session.ts'
import { PageHeader } from '../ui/states.tsx'
import { DepartmentsPanel } from './DepartmentsPanel.tsx'
import { GroupsPanel } from './GroupsPanel.tsx'
import { PeoplePanel } from './PeoplePanel.tsx'
import './staff.css'

/** Who works here, in which groups, for which departments. */
export function StaffScreen() {
  const { t } = useTranslation('staff')
  const { tab = 'people' } = useParams()
  const navigate = useNavigate()
  if (!useMay('settings.manage')) return <Navigate to="/" replace />
  return (
    <div className="page staff">
      <PageHeader title={t('title')} hint={t('hint')} />
      <Tabs
        activeKey={tab}
        onChange={(key) => void navigate(`/staff/${key}`)}
        items={[
          { key: 'people', label: t('people.title'), children: <PeoplePanel /> },
          { key: 'groups', label: t('groups.title'), children: <GroupsPanel /> },
          { key: 'departments', label: t('departments.title'), children: <DepartmentsPanel /> },
        ]}
      />
    </div>
  )
}
