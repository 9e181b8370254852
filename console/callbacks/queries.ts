import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { type CallbackFile, getCallback, listCallbacks } from '../../domain/callbacks/contract.ts'
import type { Endpoint, RawInput } from '../../domain/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { listScripts } from '../../domain/scripts/contract.ts'
import { call } from '../api.ts'
import { onFrame } from '../live.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'

export const lists = ['mine', 'group', 'history'] as const
export type ListName = (typeof lists)[number]

const readAgain = () => void queryClient.invalidateQueries({ queryKey: ['callbacks'] })

/** Kept fresh by the notices of call-backs; who changed what a colleague sees is noticed within a minute. */
export function useCallbacks(list: ListName) {
  useEffect(() => {
    const stops = [
      onFrame('notice', ({ notice }) => notice.subject?.type === 'callback' && readAgain()),
      onFrame('resync', readAgain),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  return useInfiniteQuery({
    queryKey: ['callbacks', 'list', list],
    queryFn: ({ pageParam, signal }) => call(listCallbacks, { list, cursor: pageParam }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
    refetchInterval: 60_000,
  })
}

export function useCallbackFile(id: string) {
  return useQuery({ queryKey: ['callbacks', 'file', id], queryFn: ({ signal }) => call(getCallback, { id }, signal) })
}

/** The scripts that are said on such a call, in the customer's language. */
export function useCallbackScripts(locale: Locale) {
  return useQuery({
    queryKey: ['scripts', 'callback', locale],
    queryFn: ({ signal }) => call(listScripts, { locale, category: 'callback' }, signal),
    staleTime: 300_000,
  })
}

type CallbackAct = Endpoint & { reply: typeof getCallback.reply }

/** One act on a call-back; what it answers is shown at once, every list is read again, also when somebody was faster. */
export function useCallbackAct<const E extends CallbackAct>(endpoint: E, onDone?: () => void) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>) => call(endpoint, input),
    onSuccess: (reply) => {
      const file: CallbackFile = reply
      queryClient.setQueryData(['callbacks', 'file', file.callback.id], file)
      onDone?.()
    },
    onError: showError,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['callbacks'] }),
  })
}
