import { PlusOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { StaffRecord } from '../../domain/identity/admin-contract.ts'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { type Link, LinkOnce } from './LinkOnce.tsx'
import { PeopleTable } from './PeopleTable.tsx'
import { PersonDrawer } from './PersonDrawer.tsx'
import { useMayAdminister, useStaff } from './queries.ts'

type Open = { kind: 'new' } | { kind: 'edit'; person: StaffRecord } | { kind: 'link'; link: Link } | null

export function PeoplePanel() {
  const { t } = useTranslation('staff')
  const staff = useStaff()
  const mayChange = useMayAdminister()
  const [wanted, setWanted] = useState('')
  const [withDisabled, setWithDisabled] = useState(false)
  const [open, setOpen] = useState<Open>(null)
  const close = () => setOpen(null)

  if (staff.isPending) return <Skeletons />
  if (staff.isError) return <ErrorState error={staff.error} retry={() => void staff.refetch()} />
  const shown = staff.data.filter((person) => (withDisabled || !person.disabledAt) && isFound(person, wanted))
  return (
    <>
      <div className="staff-bar">
        <Input
          className="staff-search"
          prefix={<SearchOutlined />}
          placeholder={t('people.search')}
          aria-label={t('people.search')}
          value={wanted}
          allowClear
          onChange={(event) => setWanted(event.target.value)}
        />
        <Checkbox checked={withDisabled} onChange={(event) => setWithDisabled(event.target.checked)}>
          {t('people.withDisabled')}
        </Checkbox>
        {mayChange && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen({ kind: 'new' })}>
            {t('people.add')}
          </Button>
        )}
      </div>
      <PeopleTable
        people={shown}
        onEdit={(person) => setOpen({ kind: 'edit', person })}
        onLink={(link) => setOpen({ kind: 'link', link })}
      />
      {(open?.kind === 'new' || open?.kind === 'edit') && (
        <PersonDrawer
          person={open.kind === 'edit' ? open.person : null}
          onClose={close}
          onCreated={(link) => setOpen({ kind: 'link', link })}
        />
      )}
      {open?.kind === 'link' && <LinkOnce link={open.link} onClose={close} />}
    </>
  )
}

function isFound({ name, staffNo, email }: StaffRecord, wanted: string): boolean {
  const text = wanted.trim().toLowerCase()
  return [name, staffNo, email].some((field) => field.toLowerCase().includes(text))
}
