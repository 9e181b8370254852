import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Drawer, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { locales } from '../../domain/locale.ts'
import { changeTemplates, type ShiftTemplate } from '../../domain/shifts/contract.ts'
import { isTooLong } from '../../domain/shifts/times.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { usePlan } from './queries.ts'
import { TimesFields } from './TimesFields.tsx'

type Props = { templates: readonly ShiftTemplate[]; onClose: () => void }
const blank: ShiftTemplate = { name: { 'zh-CN': '', 'zh-TW': '', en: '' }, from: '', until: '' }

/** Early, middle, late, night, or whatever this centre works. Shifts already planned keep their hours. */
export function TemplatesDrawer({ templates, onClose }: Props) {
  const { t } = useTranslation('shifts')
  const { t: ui } = useTranslation('ui')
  const plan = usePlan(changeTemplates)
  const [items, setItems] = useState<ShiftTemplate[]>([...templates])
  const isWrong = items.length === 0 || items.some((one) => !isWhole(one) || isTooLong(one))
  const keep = async () => {
    const done = await plan.mutateAsync({ items: items.map(namedEverywhere) }).catch(() => null)
    if (done) onClose()
  }
  const change = (index: number, item: ShiftTemplate) => setItems(items.map((old, at) => (at === index ? item : old)))
  return (
    <Drawer
      open
      size={520}
      title={t('templates.title')}
      onClose={onClose}
      footer={
        <div className="shifts-footer">
          <Button onClick={onClose}>{ui('cancel')}</Button>
          <Button type="primary" disabled={isWrong} loading={plan.isPending} onClick={() => void keep()}>
            {ui('save')}
          </Button>
        </div>
      }
    >
      <p className="quiet">{t('templates.hint')}</p>
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a template is its place until it is saved
        <div key={index} className="shifts-own">
          <TemplateLine item={item} onChange={(changed) => change(index, changed)} />
          <Button
            type="text"
            icon={<DeleteOutlined />}
            aria-label={t('templates.remove')}
            onClick={() => setItems(items.filter((_, at) => at !== index))}
          />
        </div>
      ))}
      {items.length < 12 && (
        <Button type="dashed" icon={<PlusOutlined />} onClick={() => setItems([...items, blank])}>
          {t('templates.add')}
        </Button>
      )}
    </Drawer>
  )
}

function TemplateLine({ item, onChange }: { item: ShiftTemplate; onChange: (item: ShiftTemplate) => void }) {
  const { t } = useTranslation('shifts')
  const locale = useLocale()
  return (
    <>
      <Input
        className="shifts-template-name"
        value={item.name[locale]}
        maxLength={20}
        placeholder={t('templates.name')}
        aria-label={t('templates.name')}
        onChange={({ target }) => onChange({ ...item, name: { ...item.name, [locale]: target.value } })}
      />
      <TimesFields
        times={item}
        name={item.name[locale]}
        onChange={({ from, until }) => onChange({ ...item, from, until })}
      />
    </>
  )
}

const isWhole = ({ name, from, until }: ShiftTemplate) =>
  Object.values(name).some((text) => text.trim() !== '') && from !== '' && until !== ''

/** A name given in one language stands in for the others until they have theirs. */
function namedEverywhere({ name, from, until }: ShiftTemplate): ShiftTemplate {
  const some = locales.map((locale) => name[locale].trim()).find((text) => text !== '') ?? ''
  const filled = Object.fromEntries(locales.map((locale) => [locale, name[locale].trim() || some]))
  return { name: filled as ShiftTemplate['name'], from, until }
}
