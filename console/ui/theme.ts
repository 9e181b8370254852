import { type ThemeConfig, theme } from 'antd'
import type { Locale } from '../../domain/locale.ts'
import { darkTokens, fonts, lightTokens } from './tokens.ts'

export type Look = { isDark: boolean; isCompact: boolean; locale: Locale }

/** antd's theme from our tokens. */
export function themeOf({ isDark, isCompact, locale }: Look): ThemeConfig {
  const tokens = isDark ? darkTokens : lightTokens
  const algorithms = [isDark ? theme.darkAlgorithm : theme.defaultAlgorithm]
  if (isCompact) algorithms.push(theme.compactAlgorithm)
  return {
    algorithm: algorithms,
    token: {
      colorPrimary: tokens.accent,
      colorInfo: tokens.accent,
      colorLink: tokens.accent,
      colorError: tokens.breached,
      colorWarning: tokens.due,
      colorSuccess: tokens.resolved,
      colorWarningBg: tokens['due-soft'],
      colorErrorBg: tokens['breached-soft'],
      colorSuccessBg: tokens['resolved-soft'],
      colorInfoBg: tokens['accent-soft'],
      colorTextBase: tokens.ink,
      colorBgBase: tokens.surface,
      colorBgLayout: tokens.canvas,
      colorBgContainer: tokens.surface,
      colorBgElevated: isDark ? tokens.sunken : tokens.surface,
      colorText: tokens.ink,
      colorTextSecondary: tokens['ink-2'],
      colorTextTertiary: tokens['ink-3'],
      colorTextPlaceholder: tokens['ink-3'],
      colorTextDescription: tokens['ink-3'],
      colorBorder: tokens['line-strong'],
      colorBorderSecondary: tokens.line,
      colorSplit: tokens.line,
      fontFamily: fonts[locale],
      fontSize: 14,
      borderRadius: 8,
      borderRadiusLG: 12,
      boxShadow: tokens.shadow,
      boxShadowSecondary: tokens.shadow,
      motionDurationFast: '0.08s',
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.15s',
      controlHeight: isCompact ? 28 : 34,
    },
    components: {
      Button: { primaryColor: tokens['on-accent'], fontWeight: 500, primaryShadow: 'none', defaultShadow: 'none' },
      Menu: { itemBorderRadius: 8 },
      Table: { cellPaddingBlock: 9, fontSize: 13, headerBg: tokens.canvas },
      Tooltip: { colorBgSpotlight: isDark ? '#303a38' : '#22302d' },
    },
  }
}

/** The same tokens as CSS variables, for everything that is not antd's. */
export function applyLook({ isDark, isCompact, locale }: Look): void {
  const root = document.documentElement
  const tokens = isDark ? darkTokens : lightTokens
  for (const [name, value] of Object.entries(tokens)) root.style.setProperty(`--${name}`, value)
  root.style.setProperty('--font', fonts[locale])
  root.style.colorScheme = isDark ? 'dark' : 'light'
  root.dataset.theme = isDark ? 'dark' : 'light'
  root.dataset.density = isCompact ? 'compact' : 'normal'
  root.lang = locale
  document.querySelector('meta[name=theme-color]')?.setAttribute('content', tokens.surface)
}
