import { useEffect, useMemo } from 'react'
import type { Preferences } from '../../domain/identity/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { applyLook, type Look } from '../ui/theme.ts'
import { useMedia } from '../ui/useMedia.ts'

const stored = 'shouwen.look'
type Chosen = Pick<Preferences, 'theme' | 'density'>

/** The last look on this machine, so that the first paint is right before the person is known. */
export function lastLook(): Chosen {
  const [theme, density] = (localStorage.getItem(stored) ?? '').split(' ')
  return {
    theme: theme === 'light' || theme === 'dark' ? theme : 'system',
    density: density === 'compact' ? 'compact' : 'normal',
  }
}

export function useLook(preferences: Preferences | undefined): Look {
  const locale = useLocale()
  const prefersDark = useMedia('(prefers-color-scheme: dark)')
  const { theme, density } = preferences ?? lastLook()
  const look = useMemo(
    () => ({ isDark: theme === 'system' ? prefersDark : theme === 'dark', isCompact: density === 'compact', locale }),
    [theme, density, prefersDark, locale],
  )
  useMemo(() => applyLook(look), [look])
  useEffect(() => localStorage.setItem(stored, `${theme} ${density}`), [theme, density])
  return look
}
