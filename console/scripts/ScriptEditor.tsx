import { App, Form, Input, Modal, Select, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, type Localized, locales } from '../../domain/locale.ts'
import { createScript, editScript, type ScriptFile } from '../../domain/scripts/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { languageNames } from '../session/LanguageChoice.tsx'
import { type Library, useMayPublish, useScriptAct } from './queries.ts'

type Fields = { category: string; title: Localized; text: Localized }
type ScriptEditorProps = { library: Library; file?: ScriptFile; onClose: () => void }

/** A new script, or a new version of one, in all three languages. */
export function ScriptEditor({ library, file, onClose }: ScriptEditorProps) {
  const { t } = useTranslation('scripts')
  const { t: ui } = useTranslation('ui')
  const { message } = App.useApp()
  const [form] = Form.useForm<Fields>()
  const mayPublish = useMayPublish()
  const create = useScriptAct(createScript)
  const edit = useScriptAct(editScript)
  const [language, setLanguage] = useState<Locale>(useLocale())
  const present = file?.versions.find(({ state }) => state === 'published') ?? file?.versions[0]
  const submit = ({ category, title, text }: Fields) => {
    const onSuccess = () => {
      void message.success(mayPublish ? t('published') : t('proposed'))
      onClose()
    }
    if (file) edit.mutate({ id: file.id, title, text }, { onSuccess })
    else create.mutate({ category, title, text }, { onSuccess })
  }
  return (
    <Modal
      open
      width={680}
      title={file ? t('editTitle') : mayPublish ? t('add') : t('propose')}
      okText={mayPublish ? t('publish') : t('proposeSend')}
      cancelText={ui('cancel')}
      okButtonProps={{ loading: create.isPending || edit.isPending }}
      onCancel={onClose}
      onOk={() => form.submit()}
    >
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{
          category: file?.category ?? library.categories[0]?.key,
          title: present?.title,
          text: present?.text,
        }}
        onFinish={submit}
        onFinishFailed={({ errorFields }) => {
          const [, locale] = errorFields[0]?.name ?? []
          setLanguage(locales.find((one) => one === locale) ?? language)
        }}
      >
        {!file && (
          <Form.Item name="category" label={t('category')}>
            <Select options={library.categories.map(({ key, name }) => ({ value: key, label: name }))} />
          </Form.Item>
        )}
        <Tabs
          activeKey={language}
          onChange={(key) => setLanguage(locales.find((one) => one === key) ?? language)}
          items={locales.map((locale) => ({
            key: locale,
            label: languageNames[locale],
            forceRender: true,
            children: <Wording locale={locale} />,
          }))}
        />
        <VariablePicker
          library={library}
          onPick={(key) => {
            const text: Localized = form.getFieldValue('text') ?? {}
            form.setFieldsValue({ text: { ...text, [language]: `${text[language] ?? ''}{{${key}}}` } })
          }}
        />
      </Form>
    </Modal>
  )
}

function Wording({ locale }: { locale: Locale }) {
  const { t } = useTranslation('scripts')
  const rules = [{ required: true, whitespace: true, message: t('needed') }]
  return (
    <>
      <Form.Item name={['title', locale]} label={t('titleOf')} rules={rules}>
        <Input lang={locale} maxLength={60} />
      </Form.Item>
      <Form.Item name={['text', locale]} label={t('textOf')} rules={rules}>
        <Input.TextArea lang={locale} maxLength={2000} showCount autoSize={{ minRows: 4, maxRows: 12 }} />
      </Form.Item>
    </>
  )
}

function VariablePicker({ library, onPick }: { library: Library; onPick: (key: string) => void }) {
  const { t } = useTranslation('scripts')
  return (
    <Form.Item label={t('variable')} extra={t('variableHelp')}>
      <Select
        showSearch={{ optionFilterProp: 'label' }}
        aria-label={t('variable')}
        value={null}
        placeholder={t('variablePick')}
        onChange={(key: string | null) => key && onPick(key)}
        options={library.variables.map(({ key, name, autofill }) => ({
          value: key,
          label: autofill ? `${name} · ${t('autofill')}` : name,
        }))}
      />
    </Form.Item>
  )
}
