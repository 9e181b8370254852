import { Button, Select, Space } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { assignCallback, type CallbackView, cancelCallback } from '../../domain/callbacks/contract.ts'
import { may } from '../../domain/identity/permissions.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { useMe } from '../session/session.ts'
import { StatusTag } from '../ui/Chip.tsx'
import { ConfirmReason } from '../ui/forms/ConfirmReason.tsx'
import { stateTones, When } from './CallbackRow.tsx'
import { useColleagues } from './colleagues.ts'
import { minuteTime } from './minute-time.ts'
import { useCallbackAct } from './queries.ts'

/** Where it stands, whose it is, and who may change that. */
export function Steps({ callback }: { callback: CallbackView }) {
  const { t } = useTranslation('callbacks')
  const me = useMe()
  const locale = useLocale()
  const [isCancelling, setCancelling] = useState(false)
  const assign = useCallbackAct(assignCallback)
  const cancel = useCallbackAct(cancelCallback, () => setCancelling(false))
  const { id, state, owner, group, dueAt, may: rights } = callback
  return (
    <section className="callback-steps">
      <div className="callback-facts">
        {state === 'open' ? (
          <When callback={callback} />
        ) : (
          <StatusTag tone={stateTones[state]}>{t(`state.${state}`)}</StatusTag>
        )}
        <span className="quiet">{t('dueBy', { time: minuteTime(dueAt, locale) })}</span>
      </div>
      <Space wrap>
        <span>
          {owner ? t('ownedBy', { name: owner.name, no: owner.staffNo }) : t('nobody', { group: group?.name ?? '' })}
        </span>
        {rights.take && (
          <Button
            size="small"
            type="primary"
            loading={assign.isPending}
            onClick={() => assign.mutate({ id, staffId: me.id })}
          >
            {t('take')}
          </Button>
        )}
        {rights.assign && <Assign callback={callback} assign={(staffId) => assign.mutate({ id, staffId })} />}
        {rights.cancel && (
          <Button size="small" danger type="text" onClick={() => setCancelling(true)}>
            {t('cancel')}
          </Button>
        )}
      </Space>
      <ConfirmReason
        open={isCancelling}
        danger
        busy={cancel.isPending}
        title={t('cancelTitle')}
        hint={t('cancelHint')}
        okText={t('cancel')}
        onCancel={() => setCancelling(false)}
        onConfirm={(reason) => cancel.mutate({ id, reason })}
      />
    </section>
  )
}

/** Colleagues of the group who call back. */
function Assign({ callback: { group, owner }, assign }: { callback: CallbackView; assign: (staffId: string) => void }) {
  const { t } = useTranslation('callbacks')
  const colleagues = useColleagues()
  const options = (colleagues.data ?? [])
    .filter(
      ({ roles, groupIds, staff }) =>
        may(roles, 'callbacks.work') && staff.id !== owner?.id && (!group || groupIds.includes(group.id)),
    )
    .map(({ staff }) => ({ value: staff.id, label: `${staff.name} ${staff.staffNo}` }))
  return (
    <Select
      size="small"
      className="callback-assign"
      aria-label={t('handTo')}
      placeholder={t('handTo')}
      value={null}
      showSearch={{ optionFilterProp: 'label' }}
      options={options}
      onChange={(staffId: string | null) => staffId && assign(staffId)}
    />
  )
}
