import { Cascader, Form, Input, Modal, Radio, Segmented, Select } from 'antd'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { endConversation, saveRecord } from '../../../domain/conversations/contract.ts'
import { isOpen } from '../../../domain/conversations/lifecycle.ts'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { call } from '../../api.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { useShowError } from '../../ui/errors.ts'
import { putConversation } from '../cache.ts'
import { pathTo, type Stage, stageOf, stages, treeOf, useCategories } from './categories.ts'
import { useVerb } from './verbs.ts'

type Fields = {
  category: string[]
  stage: Stage
  urgency: ConversationView['urgency']
  result: string
  resolved: boolean
}
type RecordDialogProps = { conversation: ConversationView; onClose: () => void }

/** The conversation record: category and result are required; the stage follows from the category. */
export function RecordDialog({ conversation, onClose }: RecordDialogProps) {
  const { t } = useTranslation('conversations')
  const showError = useShowError()
  const [form] = Form.useForm<Fields>()
  const categories = useCategories()
  const save = useVerb(saveRecord, onClose)
  const isAtWork = isOpen(conversation.state)
  const submit = async (fields: Fields) => {
    const input = {
      ...fields,
      id: conversation.id,
      category: fields.category.at(-1) ?? '',
      result: fields.result.trim(),
    }
    try {
      if (isAtWork) putConversation((await call(endConversation, { id: conversation.id })).conversation)
      save.mutate(input)
    } catch (error) {
      showError(error)
    }
  }
  return (
    <Modal
      open
      title={t('record.title')}
      okText={t(isAtWork ? 'record.endAndSave' : 'record.save')}
      confirmLoading={save.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={560}
    >
      {isAtWork && <p className="quiet dialog-hint">{t('record.endsHint')}</p>}
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={submit}
        initialValues={{
          category: pathTo(categories.data ?? [], conversation.category),
          stage: conversation.stage ?? 'aftersales',
          urgency: conversation.urgency,
          result: conversation.result ?? '',
          resolved: conversation.resolved ?? true,
        }}
        onValuesChange={(changed: Partial<Fields>) => {
          const stage = stageOf(categories.data ?? [], changed.category?.at(-1))
          if (stage) form.setFieldsValue({ stage })
        }}
      >
        <RecordFields />
      </Form>
    </Modal>
  )
}

function RecordFields() {
  const { t } = useTranslation('conversations')
  const nameOf = useLocalized()
  const categories = useCategories()
  const options = useMemo(
    () => treeOf(categories.data ?? [], (category) => nameOf(category.name)),
    [categories.data, nameOf],
  )
  return (
    <>
      <Form.Item
        name="category"
        label={t('record.category')}
        rules={[{ required: true, message: t('record.categoryNeeded') }]}
      >
        <Cascader
          options={options}
          loading={categories.isPending}
          placeholder={t('record.categoryPlaceholder')}
          showSearch
          expandTrigger="hover"
          autoFocus
        />
      </Form.Item>
      <div className="form-pair">
        <Form.Item name="stage" label={t('record.stage')}>
          <Select options={stages.map((value) => ({ value, label: t(`stage.${value}`) }))} />
        </Form.Item>
        <Form.Item name="urgency" label={t('record.urgency')}>
          <Segmented
            block
            options={(['normal', 'urgent', 'critical'] as const).map((value) => ({
              value,
              label: t(`urgency.${value}`),
            }))}
          />
        </Form.Item>
      </div>
      <Form.Item
        name="result"
        label={t('record.result')}
        rules={[{ required: true, whitespace: true, message: t('record.resultNeeded') }]}
      >
        <Input.TextArea
          autoSize={{ minRows: 3, maxRows: 8 }}
          maxLength={4000}
          placeholder={t('record.resultPlaceholder')}
        />
      </Form.Item>
      <Form.Item name="resolved" label={t('record.resolved')}>
        <Radio.Group
          options={[
            { value: true, label: t('record.yes') },
            { value: false, label: t('record.no') },
          ]}
        />
      </Form.Item>
    </>
  )
}
