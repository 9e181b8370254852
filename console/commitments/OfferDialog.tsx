import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type CommitmentView, offerCommitment } from '../../domain/commitments/contract.ts'
import { listColleagues } from '../../domain/identity/contract.ts'
import { call } from '../api.ts'
import { useCommitmentAct } from './queries.ts'

type Fields = { toStaffId: string; reason: string }
type OfferDialogProps = { commitment: CommitmentView; onClose: () => void }

/** Nothing moves until the colleague accepts. */
export function OfferDialog({ commitment: { id, owner }, onClose }: OfferDialogProps) {
  const { t } = useTranslation('commitments')
  const { t: ui } = useTranslation('ui')
  const [form] = Form.useForm<Fields>()
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
    <Modal
      open
      title={t('offer')}
      okText={t('offerSend')}
      okButtonProps={{ loading: offer.isPending }}
      cancelText={ui('cancel')}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <p className="quiet dialog-hint">{t('offerHint')}</p>
      <Form<Fields> form={form} layout="vertical" onFinish={(fields) => offer.mutate({ id, ...fields })}>
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
      </Form>
    </Modal>
  )
}
