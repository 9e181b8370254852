import { useQuery } from '@tanstack/react-query'
import { createContext, useContext, useSyncExternalStore } from 'react'
import { getMe, type Me } from '../../domain/identity/contract.ts'
import type { Permission } from '../../domain/identity/permissions.ts'
import { ApiError, call, onSession } from '../api.ts'
import { currentLocale } from '../i18n/i18n.ts'
import { onFrame } from '../live.ts'
import { queryClient } from '../query.ts'

/** `ended` and `locked` cover the desk without taking it down: what was typed stays. */
export type DeskState = 'open' | 'ended' | 'locked'
let deskState: DeskState = 'open'
const listeners = new Set<() => void>()

export function setDesk(next: DeskState): void {
  deskState = next
  for (const listener of listeners) listener()
}

export function useDesk(): DeskState {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => deskState,
  )
}

export const meKey = ['me'] as const

export function listenToSession(): void {
  onSession({ locale: currentLocale, ended: () => setDesk('ended'), locked: () => setDesk('locked') })
  onFrame('signed_out', () => setDesk('ended'))
  onFrame('presence', ({ presence }) => {
    queryClient.setQueryData<Me | null>(meKey, (me) => (me && me.id === presence.staff.id ? { ...me, presence } : me))
  })
}

/** Who sits here; null when nobody has signed in. */
export function useSession() {
  return useQuery({
    queryKey: meKey,
    staleTime: Number.POSITIVE_INFINITY,
    queryFn: async ({ signal }): Promise<Me | null> => {
      try {
        const me = await call(getMe, {}, signal)
        setDesk(me.locked ? 'locked' : 'open')
        return me
      } catch (error) {
        if (error instanceof ApiError && error.code === 'not_signed_in') return null
        if (error instanceof ApiError && error.code === 'session_locked')
          return queryClient.getQueryData<Me>(meKey) ?? null
        throw error
      }
    },
  })
}

export function rememberMe(me: Me): void {
  const before = queryClient.getQueryData<Me | null>(meKey)
  // Another person sits down: nothing of the one before may stay in memory or on screen.
  if (before && before.id !== me.id) {
    location.assign('/inbox')
    return
  }
  queryClient.setQueryData(meKey, me)
  setDesk('open')
  if (before) void queryClient.invalidateQueries({ predicate: (query) => query.queryKey[0] !== 'me' })
}

export const MeContext = createContext<Me | null>(null)

export function useMe(): Me {
  const me = useContext(MeContext)
  if (!me) throw new Error('useMe outside of the signed-in desk')
  return me
}

/** Whether a right is there at all; how far it reaches is the server's word on each object. */
export function isAllowed(me: Me, permission: Permission): boolean {
  return (me.permissions[permission]?.length ?? 0) > 0
}

export function useMay(permission: Permission): boolean {
  return isAllowed(useMe(), permission)
}
