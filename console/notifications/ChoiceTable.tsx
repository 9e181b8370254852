import { Checkbox, Tooltip } from 'antd'
import { useTranslation } from 'react-i18next'
import type { NoticeKind } from '../../domain/notifications/kinds.ts'
import {
  chosenWays,
  type NoticePreference,
  type NoticeWay,
  noticeGroups,
  noticeWays,
} from '../../domain/notifications/preferences.ts'
import { isFixed, useChoose, withWay } from './choices.ts'

type Group = keyof typeof noticeGroups
const groups = Object.keys(noticeGroups) as Group[]

/** Kinds by ways; the line of a group switches all of its kinds. */
export function ChoiceTable({ preference }: { preference: NoticePreference }) {
  const { t } = useTranslation('notifications')
  return (
    <table className="notice-table">
      <thead>
        <tr>
          <th scope="col">{t('page.kind')}</th>
          {noticeWays.map((way) => (
            <th key={way} scope="col">
              {t(`way.${way}`)}
            </th>
          ))}
        </tr>
      </thead>
      {groups.map((group) => (
        <tbody key={group}>
          <tr className="notice-group">
            <th scope="rowgroup">{t(`group.${group}`)}</th>
            {noticeWays.map((way) => (
              <td key={way}>
                <Cell name={t(`group.${group}`)} kinds={noticeGroups[group]} way={way} preference={preference} />
              </td>
            ))}
          </tr>
          {noticeGroups[group].map((kind) => (
            <tr key={kind}>
              <th scope="row">{t(`title.${kind}`)}</th>
              {noticeWays.map((way) => (
                <td key={way}>
                  <Cell name={t(`title.${kind}`)} kinds={[kind]} way={way} preference={preference} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      ))}
    </table>
  )
}

type CellProps = { name: string; kinds: readonly NoticeKind[]; way: NoticeWay; preference: NoticePreference }

function Cell({ name, kinds, way, preference }: CellProps) {
  const { t } = useTranslation('notifications')
  const choose = useChoose()
  const on = kinds.filter((kind) => chosenWays(preference, kind).includes(way)).length
  const fixed = kinds.every((kind) => isFixed(kind, way))
  const box = (
    <Checkbox
      checked={on === kinds.length}
      indeterminate={on > 0 && on < kinds.length}
      disabled={fixed}
      onChange={({ target }) => choose.mutate(withWay(preference, kinds, { way, on: target.checked }))}
      aria-label={t('page.cell', { kind: name, way: t(`way.${way}`) })}
    />
  )
  return fixed ? <Tooltip title={t('page.fixed')}>{box}</Tooltip> : box
}
