import { useMutation, useQuery } from '@tanstack/react-query'
import type { Endpoint, RawInput, Reply } from '../../domain/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import {
  getScript,
  listScriptProposals,
  listScripts,
  type ScriptFile,
  type scriptFile,
} from '../../domain/scripts/contract.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useMay, useMe } from '../session/session.ts'
import { useShowError } from '../ui/errors.ts'

export type Library = Reply<typeof listScripts>
export type Proposals = Reply<typeof listScriptProposals>

export function useLibrary(locale: Locale, q: string) {
  return useQuery({
    queryKey: ['scripts', 'library', locale, q],
    queryFn: ({ signal }) => call(listScripts, { locale, q: q || undefined }, signal),
    placeholderData: (before) => before,
  })
}

export function useScriptFile(id: string) {
  return useQuery({ queryKey: ['scripts', 'file', id], queryFn: ({ signal }) => call(getScript, { id }, signal) })
}

export function useProposals() {
  const isAuthor = useMay('scripts.manage')
  return useQuery({
    queryKey: ['scripts', 'proposals'],
    queryFn: ({ signal }) => call(listScriptProposals, {}, signal),
    enabled: isAuthor,
  })
}

/** Model 2.5: the knowledge manager publishes, others propose. */
export function useMayPublish(): boolean {
  return useMe().permissions['scripts.manage']?.includes('all') ?? false
}

type ScriptAct = Endpoint & { reply: typeof scriptFile }

/** One act on a script; what it answers is kept, every list of scripts is read again. */
export function useScriptAct<const E extends ScriptAct>(endpoint: E) {
  const showError = useShowError()
  return useMutation({
    mutationFn: (input: RawInput<E>) => call(endpoint, input),
    onSuccess: (reply: Reply<E>) => {
      const file: ScriptFile = reply
      void queryClient.invalidateQueries({ queryKey: ['scripts'] })
      queryClient.setQueryData(['scripts', 'file', file.id], file)
    },
    onError: showError,
  })
}
