import { useMutation, useQuery } from '@tanstack/react-query'
import { changeNoticePreference, getNoticePreference } from '../../domain/notifications/contract.ts'
import type { NoticeKind } from '../../domain/notifications/kinds.ts'
import {
  chosenWays,
  isCritical,
  type NoticePreference,
  type NoticeWay,
} from '../../domain/notifications/preferences.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'

const key = ['my-notice-choices']

export function useNoticeChoices() {
  return useQuery({ queryKey: key, queryFn: ({ signal }) => call(getNoticePreference, {}, signal) })
}

/** Shows a choice at once and takes it back when the server refuses it. */
export function useChoose() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (wanted: NoticePreference) => call(changeNoticePreference, wanted),
    onMutate: (wanted) => {
      const before = queryClient.getQueryData<NoticePreference>(key)
      queryClient.setQueryData(key, wanted)
      return before
    },
    onSuccess: (kept) => queryClient.setQueryData(key, kept),
    onError: (error, _wanted, before) => {
      queryClient.setQueryData(key, before)
      showError(error)
    },
  })
}

/** The same preference with one way of these kinds switched; what cannot be switched off stays. */
export function withWay(
  preference: NoticePreference,
  kinds: readonly NoticeKind[],
  { way, on }: { way: NoticeWay; on: boolean },
): NoticePreference {
  const choices = { ...preference.choices }
  for (const kind of kinds) {
    const others = chosenWays(preference, kind).filter((one) => one !== way)
    choices[kind] = on || isFixed(kind, way) ? [...others, way] : others
  }
  return { ...preference, choices }
}

export const isFixed = (kind: NoticeKind, way: NoticeWay) => way === 'in_page' && isCritical(kind)
