import { App } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { ApiError } from '../api.ts'

/** The server words its refusals in the reader's language; only what never reached it is worded here. */
export function useErrorText(): (error: unknown) => string {
  const { t } = useTranslation('ui')
  return useCallback(
    (error) => {
      if (!(error instanceof ApiError)) return t('error.failed')
      if (error.code === 'offline') return t('error.offline')
      return error.message && error.message !== error.code ? error.message : t('error.failed')
    },
    [t],
  )
}

/** Shows a failed action without taking the reader from their work. */
export function useShowError(): (error: unknown) => void {
  const { message } = App.useApp()
  const textOf = useErrorText()
  return useCallback((error) => void message.error(textOf(error)), [message, textOf])
}
