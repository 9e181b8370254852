import { CopyOutlined, LeftOutlined, RightOutlined, SettingOutlined } from '@ant-design/icons'
import { Button, Segmented, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { WeekPlan } from '../../domain/shifts/contract.ts'
import { addDays } from '../../domain/shifts/times.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { CopyWeek } from './CopyWeek.tsx'
import { TemplatesDrawer } from './TemplatesDrawer.tsx'
import { weekText } from './words.ts'

export const mine = 'mine'

type BarProps = { week: WeekPlan; shown: string; onGo: (change: Record<string, string | null>) => void }

/** Whose week, which week, and what can be done with it. */
export function ShiftsBar({ week, shown, onGo }: BarProps) {
  const { t } = useTranslation('shifts')
  const locale = useLocale()
  const [isTemplates, setTemplates] = useState(false)
  const [isCopying, setCopying] = useState(false)
  const to = (days: number) => onGo({ week: addDays(week.first, days) })
  const choices = [
    { value: mine, label: t('mine') },
    ...week.groups.map(({ id, name }) => ({ value: id, label: name })),
  ]
  const choose = (group: string) => onGo({ group })
  return (
    <div className="shifts-bar">
      {choices.length <= 3 ? (
        <Segmented value={shown} options={choices} onChange={choose} />
      ) : (
        <Select className="shifts-group" value={shown} options={choices} onChange={choose} aria-label={t('group')} />
      )}
      <Space.Compact>
        <Button icon={<LeftOutlined />} onClick={() => to(-7)} aria-label={t('before')} />
        <Button onClick={() => onGo({ week: null })}>{t('thisWeek')}</Button>
        <Button icon={<RightOutlined />} onClick={() => to(7)} aria-label={t('after')} />
      </Space.Compact>
      <strong className="figures">{weekText(week.first, addDays(week.first, 6), locale)}</strong>
      {week.mayManage && (
        <span className="shifts-acts">
          <Button icon={<CopyOutlined />} onClick={() => setCopying(true)}>
            {t('copy.open')}
          </Button>
          <Button icon={<SettingOutlined />} onClick={() => setTemplates(true)}>
            {t('templates.open')}
          </Button>
        </span>
      )}
      {isCopying && <CopyWeek week={week} onClose={() => setCopying(false)} />}
      {isTemplates && <TemplatesDrawer templates={week.templates} onClose={() => setTemplates(false)} />}
    </div>
  )
}
