import { Form, Modal, Select, Switch } from 'antd'
import { useTranslation } from 'react-i18next'
import { createGroup, type GroupRecord, updateGroup } from '../../domain/identity/admin-contract.ts'
import { useShowError } from '../ui/errors.ts'
import { completeName, type NameValues, PlaceNameFields } from './PlaceName.tsx'
import { useChange, useStaff } from './queries.ts'

type Values = NameValues & { memberIds: string[]; active: boolean }

export function GroupDialog({ group, onClose }: { group: GroupRecord | null; onClose: () => void }) {
  const { t } = useTranslation('staff')
  const { t: ui } = useTranslation('ui')
  const showError = useShowError()
  const [form] = Form.useForm<Values>()
  const create = useChange(createGroup)
  const update = useChange(updateGroup)
  const people = (useStaff().data ?? []).filter((person) => !person.disabledAt || group?.memberIds.includes(person.id))

  const submit = ({ name, memberIds, active }: Values) => {
    const wanted = { name: completeName(name), memberIds }
    const outcome = { onSuccess: onClose, onError: showError }
    if (group) update.mutate({ id: group.id, ...wanted, active }, outcome)
    else create.mutate(wanted, outcome)
  }
  return (
    <Modal
      open
      title={group ? t('groups.edit') : t('groups.add')}
      okText={ui('save')}
      cancelText={ui('cancel')}
      okButtonProps={{ loading: create.isPending || update.isPending }}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <Form
        name="group"
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={group ?? { name: {}, memberIds: [], active: true }}
      >
        <PlaceNameFields />
        <Form.Item name="memberIds" label={t('groups.members')}>
          <Select
            mode="multiple"
            optionFilterProp="label"
            options={people.map(({ id, name, staffNo }) => ({ value: id, label: `${name} ${staffNo}` }))}
          />
        </Form.Item>
        <Form.Item name="active" label={t('groups.open')} valuePropName="checked" hidden={!group}>
          <Switch />
        </Form.Item>
      </Form>
    </Modal>
  )
}
