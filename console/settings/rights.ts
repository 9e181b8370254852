import { useMe } from '../session/session.ts'

/** Administrators change settings; others with the permission look (model 2.5). */
export function useMayChange(): boolean {
  return useMe().permissions['settings.manage']?.includes('all') ?? false
}
