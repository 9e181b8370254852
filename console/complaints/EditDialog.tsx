import { useQuery } from '@tanstack/react-query'
import { Form, Input, InputNumber, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ComplaintView, editComplaint } from '../../domain/complaints/contract.ts'
import { listColleagues } from '../../domain/identity/contract.ts'
import { call } from '../api.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { useComplaintStep } from './queries.ts'

type Fields = {
  responsibleAgentId?: string | null
  rootCause: string
  retrainingCourse: string
  customerFeedback: string
  amount?: number | null
  note: string
}
type EditDialogProps = { complaint: ComplaintView; onClose: () => void }

export function EditDialog({ complaint, onClose }: EditDialogProps) {
  const { t } = useTranslation('complaints')
  const edit = useComplaintStep(editComplaint, onClose)
  const colleagues = useQuery({ queryKey: ['colleagues'], queryFn: ({ signal }) => call(listColleagues, {}, signal) })
  const { id, compensation, may } = complaint
  const save = ({ amount, note, responsibleAgentId, ...rest }: Fields) => {
    const given = amount ? { amount, note: (note ?? '').trim() } : null
    const before = compensation && { amount: compensation.amount, note: compensation.note }
    const isSame = JSON.stringify(given) === JSON.stringify(before)
    edit.mutate({
      id,
      ...rest,
      responsibleAgentId: responsibleAgentId ?? null,
      ...(!isSame && { compensation: given }),
    })
  }
  return (
    <FormDialog<Fields>
      title={t('edit')}
      okText={t('save')}
      busy={edit.isPending}
      initialValues={{
        responsibleAgentId: complaint.responsibleAgent?.id,
        rootCause: complaint.rootCause,
        retrainingCourse: complaint.retrainingCourse,
        customerFeedback: complaint.customerFeedback,
        amount: compensation?.amount,
        note: compensation?.note ?? '',
      }}
      onClose={onClose}
      onSubmit={save}
    >
      <Form.Item name="responsibleAgentId" label={t('responsible')} extra={t('responsibleHint')}>
        <Select
          allowClear
          showSearch
          optionFilterProp="label"
          loading={colleagues.isPending}
          options={(colleagues.data?.items ?? []).map(({ staff }) => ({
            value: staff.id,
            label: `${staff.name} ${staff.staffNo}`,
          }))}
        />
      </Form.Item>
      <Form.Item name="rootCause" label={t('rootCause')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
      </Form.Item>
      <Form.Item name="customerFeedback" label={t('feedback')}>
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={4000} />
      </Form.Item>
      <Form.Item
        name="amount"
        label={t('compensation')}
        extra={may.compensate === null ? undefined : t('limit', { limit: may.compensate })}
      >
        <InputNumber min={0} max={may.compensate ?? 9_999_999} precision={2} />
      </Form.Item>
      <Form.Item name="note" label={t('compensationNote')}>
        <Input maxLength={500} />
      </Form.Item>
      <Form.Item name="retrainingCourse" label={t('retraining')}>
        <Input maxLength={200} />
      </Form.Item>
    </FormDialog>
  )
}
