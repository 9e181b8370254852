import { ArrowDownOutlined, ArrowUpOutlined, EditOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CategoryView } from '../../../domain/settings/contract.ts'
import { useLocalized } from '../../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../../ui/Chip.tsx'
import { useMayChange } from '../rights.ts'
import { NameDialog } from './NameDialog.tsx'
import { useUpdateCategory } from './queries.ts'

type CategoryRowProps = { category: CategoryView; onUp?: () => void; onDown?: () => void }

const tones: Record<CategoryView['defaultUrgency'], Tone> = { normal: 'normal', urgent: 'due', critical: 'breached' }

export function CategoryRow({ category, onUp, onDown }: CategoryRowProps) {
  const { t } = useTranslation('settings')
  const nameOf = useLocalized()
  const mayChange = useMayChange()
  const update = useUpdateCategory()
  const [isNaming, setNaming] = useState(false)
  const { key, name, active, defaultUrgency, parent } = category
  const label = nameOf(name)
  return (
    <div className="category-row" data-inactive={active ? undefined : ''}>
      <span className="category-name ellipsis">{label}</span>
      {defaultUrgency !== 'normal' && (
        <StatusTag tone={tones[defaultUrgency]}>{t(`urgency.${defaultUrgency}`)}</StatusTag>
      )}
      {!active && <StatusTag tone="waiting">{t('categories.inactive')}</StatusTag>}
      <code className="quiet ellipsis grow">{key}</code>
      {mayChange && (
        <span className="category-tools">
          {parent !== null && (
            <>
              <Button
                type="text"
                size="small"
                icon={<ArrowUpOutlined />}
                disabled={!onUp}
                onClick={onUp}
                aria-label={t('upOf', { name: label })}
              />
              <Button
                type="text"
                size="small"
                icon={<ArrowDownOutlined />}
                disabled={!onDown}
                onClick={onDown}
                aria-label={t('downOf', { name: label })}
              />
            </>
          )}
          <Button
            type="text"
            size="small"
            icon={<EditOutlined />}
            onClick={() => setNaming(true)}
            aria-label={t('renameOf', { name: label })}
          />
          {parent !== null && (
            <Switch
              size="small"
              checked={active}
              loading={update.isPending}
              onChange={(active) => update.mutate({ key, active })}
              aria-label={t('activeOf', { name: label })}
            />
          )}
        </span>
      )}
      {isNaming && (
        <NameDialog
          title={t('renameOf', { name: label })}
          name={name}
          isBusy={update.isPending}
          onCancel={() => setNaming(false)}
          onDone={({ name }) => update.mutate({ key, name }, { onSuccess: () => setNaming(false) })}
        />
      )}
    </div>
  )
}
