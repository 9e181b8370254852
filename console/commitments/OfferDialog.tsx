import { useQuery } from '@tanstack/react-query'
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CommitmentView, offerCommitment } from '../../domain/commitments/contract.ts'
import { listColleagues } from '../../domain/identity/contract.ts'
import { call } from '../api.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { useCommitmentAct } from './queries.ts'

type Fields = { toStaffId: string; reason: string }
type OfferDialogProps = { commitment: CommitmentView; onClose: () => void }

/** Nothing moves until the colleague accepts. */
export function OfferDialog({ commitment: { id, owner }, onClose }: OfferDialogProps) {
  const { t } = useTranslation('commitments')
  const colleagues = useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => call(listColleagues, {}, signal),
  })
  const offer = useCommitmentAct(offerCommitment, onClose)
  const options = (colleagues.data?.items ?? [])
    .map(({ staff }) => staff)
    .filter((person) => person.id !== owner.id)
    .map(({ id: value, name, staffNo }) => ({ value, label: `${name} ${staffNo}` }))
  return (
    <FormDialog<Fields>
      title={t('offer')}
      okText={t('offerSend')}
      hint={t('offerHint')}
      busy={offer.isPending}
      onClose={onClose}
      onSubmit={(fields) => offer.mutate({ id, ...fields })}
    >
      <Form.Item
        name="toStaffId"
        label={t('colleague')}
        rules={[{ required: true, message: t('needed', { what: t('colleague') }) }]}
      >
        <Select showSearch optionFilterProp="label" loading={colleagues.isPending} options={options} />
      </Form.Item>
      <Form.Item
        name="reason"
        label={t('reason')}
        rules={[{ required: true, whitespace: true, message: t('needed', { what: t('reason') }) }]}
      >
        <Input maxLength={500} />
      </Form.Item>
    </FormDialog>
  )
}
