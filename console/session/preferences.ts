import { useMutation } from '@tanstack/react-query'
import { type Me, type Preferences, updateMe } from '../../domain/identity/contract.ts'
import type { Locale } from '../../domain/locale.ts'
import { call } from '../api.ts'
import { queryClient } from '../query.ts'
import { useShowError } from '../ui/errors.ts'
import { meKey } from './session.ts'

type Change = { locale?: Locale; preferences?: Partial<Preferences> }

/** Shows a choice at once and takes it back when the server refuses it. */
export function useChangePreferences() {
  const showError = useShowError()
  return useMutation({
    mutationFn: (change: Change) => call(updateMe, change),
    onMutate: (change) => {
      const before = queryClient.getQueryData<Me>(meKey)
      if (before) queryClient.setQueryData<Me>(meKey, changed(before, change))
      return before
    },
    onSuccess: (me) => queryClient.setQueryData(meKey, me),
    onError: (error, _change, before) => {
      if (before) queryClient.setQueryData(meKey, before)
      showError(error)
    },
  })
}

function changed(me: Me, change: Change): Me {
  return { ...me, locale: change.locale ?? me.locale, preferences: { ...me.preferences, ...change.preferences } }
}
