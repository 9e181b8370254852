import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { type Localized, locales } from '../../../domain/locale.ts'
import { languageNames } from '../../session/LanguageChoice.tsx'

type Named = { key: string; name: Localized }
type NameDialogProps = {
  title: string
  name?: Localized
  withKey?: boolean
  isBusy: boolean
  onCancel: () => void
  onDone: (named: Named) => void
}

/** A name in the three languages of the product. */
export function NameDialog({ title, name, withKey, isBusy, onCancel, onDone }: NameDialogProps) {
  const { t } = useTranslation('settings')
  const { t: ui } = useTranslation('ui')
  const [form] = Form.useForm<Named>()
  return (
    <Modal
      open
      title={title}
      okText={t('save')}
      cancelText={ui('cancel')}
      okButtonProps={{ loading: isBusy }}
      onOk={() => form.submit()}
      onCancel={onCancel}
    >
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ name }} onFinish={onDone}>
        {locales.map((locale, index) => (
          <Form.Item
            key={locale}
            name={['name', locale]}
            label={languageNames[locale]}
            rules={[{ required: true, whitespace: true, message: t('nameNeeded') }]}
          >
            <Input lang={locale} maxLength={60} autoFocus={index === 0} />
          </Form.Item>
        ))}
        {withKey && (
          <Form.Item
            name="key"
            label={t('categories.key')}
            extra={t('categories.keyHelp')}
            rules={[{ required: true, pattern: /^[a-z][a-z0-9_]{0,39}$/, message: t('categories.keyWrong') }]}
          >
            <Input maxLength={40} placeholder="gift_card" />
          </Form.Item>
        )}
      </Form>
    </Modal>
  )
}
