import { QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import type { Locale as AntdLocale } from 'antd/es/locale'
import { type ReactNode, useEffect, useState } from 'react'
import type { Locale } from '../../domain/locale.ts'
import { queryClient } from '../query.ts'
import { useLook } from '../session/look.ts'
import { useSession } from '../session/session.ts'
import { themeOf } from '../ui/theme.ts'

const antdTexts: Record<Locale, () => Promise<{ default: AntdLocale }>> = {
  'zh-CN': () => import('antd/es/locale/zh_CN'),
  'zh-TW': () => import('antd/es/locale/zh_TW'),
  en: () => import('antd/es/locale/en_US'),
}

/** What every screen stands in: data, theme, language of the building blocks. */
export function Frame({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <Looks>{children}</Looks>
    </QueryClientProvider>
  )
}

function Looks({ children }: { children: ReactNode }) {
  const session = useSession()
  const look = useLook(session.data?.preferences)
  const [texts, setTexts] = useState<AntdLocale>()
  useEffect(() => {
    void antdTexts[look.locale]().then((loaded) => setTexts(loaded.default))
  }, [look.locale])
  return (
    <ConfigProvider theme={themeOf(look)} locale={texts} button={{ autoInsertSpace: false }}>
      <App className="app" message={{ maxCount: 3 }}>
        {children}
      </App>
    </ConfigProvider>
  )
}
