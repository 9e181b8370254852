import { useTranslation } from 'react-i18next'
import type { PresenceView } from '../../../domain/identity/presence.ts'
import { usePlaces, useWorkers } from '../queries.ts'
import { PickItem } from './items.tsx'

/** A colleague or a group, in one list that can be searched. */
export function ReceiverItem({ exceptId }: { exceptId?: string }) {
  const { t } = useTranslation('tickets')
  const workers = useWorkers()
  const places = usePlaces()
  const nameOf = usePersonName()
  const people = (workers.data ?? [])
    .filter(({ staff }) => staff.id !== exceptId)
    .map((person) => ({ value: `staff:${person.staff.id}`, label: nameOf(person) }))
  const groups = (places.data?.groups ?? []).map(({ id, name }) => ({
    value: `group:${id}`,
    label: t('dialog.assign.group', { name }),
  }))
  return (
    <PickItem
      name="to"
      label={t('dialog.assign.to')}
      placeholder={t('dialog.assign.placeholder')}
      loading={workers.isPending || places.isPending}
      options={[...people, ...groups]}
    />
  )
}

/** A colleague who can take it over. */
export function PersonItem({ exceptId }: { exceptId: string }) {
  const { t } = useTranslation('tickets')
  const workers = useWorkers()
  const nameOf = usePersonName()
  return (
    <PickItem
      name="toStaffId"
      label={t('dialog.handOver.to')}
      placeholder={t('dialog.handOver.placeholder')}
      loading={workers.isPending}
      options={(workers.data ?? [])
        .filter(({ staff }) => staff.id !== exceptId)
        .map((person) => ({ value: person.staff.id, label: nameOf(person) }))}
    />
  )
}

function usePersonName(): (person: PresenceView) => string {
  const { t } = useTranslation('tickets')
  return ({ staff, state, connected }) =>
    t('dialog.assign.person', {
      name: staff.name,
      no: staff.staffNo,
      state: t(`presence.${connected ? state : 'offline'}`),
    })
}

export function receiverOf(to: string | undefined): { toStaffId?: string; toGroupId?: string } {
  const [kind, id] = (to ?? '').split(':')
  return kind === 'group' ? { toGroupId: id } : { toStaffId: id }
}
