import { useQuery } from '@tanstack/react-query'
import { Form, Input, Modal, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { listTransferTargets, transferConversation } from '../../../domain/conversations/contract.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { call } from '../../api.ts'
import { ErrorState, Skeletons } from '../../ui/states.tsx'
import { useVerb } from './verbs.ts'

type Fields = { to: string; reason: string }
type TransferDialogProps = { conversation: ConversationView; onClose: () => void }

/** Hands the conversation on; the first responsible stays who they are. */
export function TransferDialog({ conversation, onClose }: TransferDialogProps) {
  const { t } = useTranslation('conversations')
  const [form] = Form.useForm<Fields>()
  const options = useTargets(conversation.id)
  const transfer = useVerb(transferConversation, onClose)
  const submit = ({ to, reason }: Fields) => {
    const [kind, target] = to.split(':')
    transfer.mutate({
      id: conversation.id,
      reason: reason.trim(),
      ...(kind === 'group' ? { toGroupId: target } : { toStaffId: target }),
    })
  }
  return (
    <Modal
      open
      title={t('transfer.title')}
      okText={t('transfer.ok')}
      confirmLoading={transfer.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      <p className="quiet dialog-hint">{t('transfer.hint')}</p>
      {options.isPending && <Skeletons rows={2} />}
      {options.isError && <ErrorState error={options.error} retry={() => void options.refetch()} />}
      {options.data && (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={submit}>
          <Form.Item name="to" label={t('transfer.to')} rules={[{ required: true, message: t('transfer.toNeeded') }]}>
            <Select
              autoFocus
              showSearch={{ optionFilterProp: 'label' }}
              options={options.data}
              placeholder={t('transfer.toPlaceholder')}
            />
          </Form.Item>
          <Form.Item
            name="reason"
            label={t('transfer.reason')}
            rules={[{ required: true, whitespace: true, message: t('transfer.reasonNeeded') }]}
          >
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 5 }} maxLength={500} />
          </Form.Item>
        </Form>
      )}
    </Modal>
  )
}

function useTargets(id: string) {
  const { t } = useTranslation('conversations')
  return useQuery({
    queryKey: ['transfer-targets', id],
    queryFn: ({ signal }) => call(listTransferTargets, { id }, signal),
    staleTime: 0,
    select: ({ groups, staff }) => [
      ...groups.map((group) => ({
        value: `group:${group.id}`,
        disabled: false,
        label: t('transfer.group', { name: group.name, available: group.available, waiting: group.waiting }),
      })),
      ...staff.map(({ id: staffId, staffNo: no, available, ...person }) => ({
        value: `staff:${staffId}`,
        disabled: !available,
        label: t(available ? 'transfer.person' : 'transfer.personAway', { ...person, no }),
      })),
    ],
  })
}
