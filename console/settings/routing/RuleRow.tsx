import { ArrowDownOutlined, ArrowUpOutlined, EditOutlined, HolderOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { RuleView } from '../../../domain/tickets/routing/contract.ts'
import { StatusTag } from '../../ui/Chip.tsx'
import { useMayChange } from '../rights.ts'
import { useSentence } from './words.ts'

type RuleRowProps = {
  rule: RuleView
  place: number
  onEdit: () => void
  onUp?: () => void
  onDown?: () => void
  onDrag: () => void
  onDrop: () => void
}

/** A rule as a sentence; moved by dragging or by its buttons. */
export function RuleRow({ rule, place, onEdit, onUp, onDown, onDrag, onDrop }: RuleRowProps) {
  const { t } = useTranslation('ticket-settings')
  const mayChange = useMayChange()
  const sentence = useSentence()(rule, rule.targetName)
  return (
    <li
      className="level-row routing-row"
      data-inactive={rule.active ? undefined : ''}
      draggable={mayChange}
      onDragStart={onDrag}
      onDragOver={(event) => event.preventDefault()}
      onDrop={onDrop}
    >
      {mayChange && <HolderOutlined className="routing-handle" aria-hidden />}
      <span className="routing-place">{place}</span>
      <div className="grow">
        {rule.name && <p className="quiet">{rule.name}</p>}
        <p className="level-sentence">
          <span className="level-who">{sentence.when}</span>
          <strong className="level-target">{sentence.goes}</strong>
          {!rule.active && <StatusTag tone="waiting">{t('off')}</StatusTag>}
        </p>
      </div>
      {mayChange && <RowTools name={rule.name || sentence.when} onEdit={onEdit} onUp={onUp} onDown={onDown} />}
    </li>
  )
}

export type RowToolsProps = { name: string; onEdit: () => void; onUp?: () => void; onDown?: () => void }

export function RowTools({ name, onEdit, onUp, onDown }: RowToolsProps) {
  const { t } = useTranslation('settings')
  const { t: words } = useTranslation('ticket-settings')
  const look = { type: 'text', size: 'small' } as const
  const [up, down] = [t('upOf', { name }), t('downOf', { name })]
  return (
    <span className="category-tools">
      <Button {...look} icon={<ArrowUpOutlined />} disabled={!onUp} onClick={onUp} aria-label={up} />
      <Button {...look} icon={<ArrowDownOutlined />} disabled={!onDown} onClick={onDown} aria-label={down} />
      <Button {...look} icon={<EditOutlined />} onClick={onEdit} aria-label={words('editOf', { name })} />
    </span>
  )
}
