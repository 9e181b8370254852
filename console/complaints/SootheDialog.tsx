import { Form, Input, Radio } from 'antd'
import { useTranslation } from 'react-i18next'
import { sootheComplaint } from '../../domain/complaints/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { FormDialog } from '../ui/forms/FormDialog.tsx'
import { useComplaintStep } from './queries.ts'
import { ReadyWords } from './ReadyWords.tsx'

type Fields = { how: 'message' | 'call'; words: string }
type SootheDialogProps = { id: string; locale: Locale; canMessage: boolean; onClose: () => void }

/** SOP 000 二(三): acknowledge the feeling and apologise, before anything is promised. */
export function SootheDialog({ id, locale, canMessage, onClose }: SootheDialogProps) {
  const { t } = useTranslation('complaints')
  const [form] = Form.useForm<Fields>()
  const how = Form.useWatch('how', form)
  const soothe = useComplaintStep(sootheComplaint, onClose)
  return (
    <FormDialog<Fields>
      title={t('step.soothe')}
      okText={t(how === 'call' ? 'save' : 'send')}
      busy={soothe.isPending}
      width={600}
      form={form}
      initialValues={{ how: canMessage ? 'message' : 'call' }}
      onClose={onClose}
      onSubmit={(fields) => soothe.mutate({ id, ...fields, words: fields.words.trim() })}
    >
      <Form.Item name="how" label={t('soothedHow')}>
        <Radio.Group
          options={(['message', 'call'] as const).map((value) => ({
            value,
            label: t(`how.${value}`),
            disabled: value === 'message' && !canMessage,
          }))}
        />
      </Form.Item>
      {how !== 'call' && (
        <ReadyWords categories={['soothe']} locale={locale} onPick={(words) => form.setFieldsValue({ words })} />
      )}
      <Form.Item
        name="words"
        label={t(how === 'call' ? 'callNote' : 'apology')}
        rules={[{ required: true, whitespace: true, message: t('needed') }]}
      >
        <Input.TextArea autoFocus autoSize={{ minRows: 4, maxRows: 10 }} maxLength={4000} />
      </Form.Item>
    </FormDialog>
  )
}
