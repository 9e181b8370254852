import { PlusOutlined } from '@ant-design/icons'
import { Button, Form, Modal, Switch, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { createDepartment, type DepartmentRecord, updateDepartment } from '../../domain/identity/admin-contract.ts'
import { useLocalized } from '../i18n/useLocale.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { useShowError } from '../ui/errors.ts'
import { EmptyState, ErrorState, Skeletons } from '../ui/states.tsx'
import { completeName, type NameValues, PlaceNameFields } from './PlaceName.tsx'
import { useChange, useDepartments, useMayAdminister } from './queries.ts'

export function DepartmentsPanel() {
  const { t } = useTranslation('staff')
  const localized = useLocalized()
  const departments = useDepartments()
  const mayChange = useMayAdminister()
  const [open, setOpen] = useState<DepartmentRecord | 'new' | null>(null)

  if (departments.isPending) return <Skeletons />
  if (departments.isError) return <ErrorState error={departments.error} retry={() => void departments.refetch()} />
  return (
    <>
      <div className="staff-bar">
        <p className="quiet grow">{t('departments.hint')}</p>
        {mayChange && (
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setOpen('new')}>
            {t('departments.add')}
          </Button>
        )}
      </div>
      <Table
        rowKey="id"
        size="middle"
        pagination={false}
        dataSource={departments.data}
        locale={{ emptyText: <EmptyState title={t('departments.nothing')} hint={t('departments.hint')} /> }}
        columns={[
          {
            key: 'name',
            title: t('departments.name'),
            render: (_, department: DepartmentRecord) => (
              <span className="staff-place">
                <strong>{localized(department.name)}</strong>
                {!department.active && <StatusTag tone="normal">{t('closed')}</StatusTag>}
              </span>
            ),
          },
          {
            key: 'people',
            title: t('departments.people'),
            dataIndex: 'staffCount',
            align: 'right',
            className: 'figures',
          },
          {
            key: 'act',
            width: 88,
            hidden: !mayChange,
            render: (_, one) => (
              <Button type="link" onClick={() => setOpen(one)} aria-label={t('editOf', { name: localized(one.name) })}>
                {t('act.edit')}
              </Button>
            ),
          },
        ]}
      />
      {open && <DepartmentDialog department={open === 'new' ? null : open} onClose={() => setOpen(null)} />}
    </>
  )
}

type Values = NameValues & { active: boolean }

function DepartmentDialog({ department, onClose }: { department: DepartmentRecord | null; onClose: () => void }) {
  const { t } = useTranslation('staff')
  const { t: ui } = useTranslation('ui')
  const showError = useShowError()
  const [form] = Form.useForm<Values>()
  const create = useChange(createDepartment)
  const update = useChange(updateDepartment)
  const submit = ({ name, active }: Values) => {
    const outcome = { onSuccess: onClose, onError: showError }
    if (department) update.mutate({ id: department.id, name: completeName(name), active }, outcome)
    else create.mutate({ name: completeName(name) }, outcome)
  }
  return (
    <Modal
      open
      title={department ? t('departments.edit') : t('departments.add')}
      okText={ui('save')}
      cancelText={ui('cancel')}
      okButtonProps={{ loading: create.isPending || update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        name="department"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={department ?? { name: {}, active: true }}
      >
        <PlaceNameFields />
        <Form.Item name="active" label={t('departments.open')} valuePropName="checked" hidden={!department}>
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}
