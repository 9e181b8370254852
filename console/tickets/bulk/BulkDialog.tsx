import { Alert, Form, Input, Modal, Segmented, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import type { BulkAction } from '../../../domain/tickets/lists/bulk-contract.ts'
import { type Urgency, urgencies } from '../../../domain/tickets/urgency.ts'
import { ReasonItem } from '../dialogs/items.tsx'
import { ReceiverItem, receiverOf } from '../dialogs/ReceiverItem.tsx'

type Kind = BulkAction['kind']
type Fields = { to?: string; reason?: string; urgency?: Urgency; add?: string[]; remove?: string[]; words?: string }
type BulkDialogProps = {
  kind: Kind
  count: number
  busy: boolean
  onClose: () => void
  onRun: (action: BulkAction) => void
}

export function BulkDialog({ kind, count, busy, onClose, onRun }: BulkDialogProps) {
  const { t } = useTranslation('tickets')
  const [form] = Form.useForm<Fields>()
  const isFinal = kind === 'cancel' || kind === 'archive'
  return (
    <Modal
      open
      title={t('bulk.title', { action: t(`bulk.${kind}`), count })}
      okText={t(`bulk.${kind}`)}
      okButtonProps={{ danger: kind === 'cancel' }}
      confirmLoading={busy}
      onOk={() => form.submit()}
      onCancel={onClose}
    >
      {isFinal && <Alert type="warning" showIcon title={t('bulk.noWayBack')} className="dialog-hint" />}
      <p className="quiet dialog-hint">{t(`bulk.hint.${kind}`)}</p>
      <Form
        form={form}
        layout="vertical"
        initialValues={{ urgency: 'urgent' }}
        onFinish={(fields: Fields) => onRun(actionOf(kind, fields))}
      >
        {kind === 'assign' && (
          <>
            <ReceiverItem />
            <ReasonItem isOptional />
          </>
        )}
        {kind === 'urgency' && (
          <>
            <Form.Item name="urgency" label={t('column.urgency')}>
              <Segmented block options={urgencies.map((value) => ({ value, label: t(`urgency.${value}`) }))} />
            </Form.Item>
            <ReasonItem />
          </>
        )}
        {kind === 'tags' && <TagItems />}
        {kind === 'close' && (
          <Form.Item name="words" label={t('dialog.confirm.words')}>
            <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} maxLength={2000} />
          </Form.Item>
        )}
        {kind === 'cancel' && <ReasonItem />}
      </Form>
    </Modal>
  )
}

function TagItems() {
  const { t } = useTranslation('tickets')
  return (['add', 'remove'] as const).map((name) => (
    <Form.Item key={name} name={name} label={t(`bulk.tag.${name}`)}>
      <Select mode="tags" maxCount={20} tokenSeparators={[',', '，', '、']} open={false} suffixIcon={null} />
    </Form.Item>
  ))
}

function actionOf(
  kind: Kind,
  { to, reason = '', urgency = 'urgent', add = [], remove = [], words = '' }: Fields,
): BulkAction {
  switch (kind) {
    case 'assign':
      return { kind, ...receiverOf(to), reason }
    case 'urgency':
      return { kind, urgency, raisers: [], reason }
    case 'tags':
      return { kind, add, remove }
    case 'close':
      return { kind, words }
    case 'cancel':
      return { kind, reason }
    default:
      return { kind }
  }
}
