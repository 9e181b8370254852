import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useOfferCommands } from '../../shell/commands.ts'

/** "New ticket" in the command palette. */
export function useNewCommand(mayCreate: boolean, setNew: (isOn: boolean) => void): void {
  const { t } = useTranslation('tickets')
  const commands = useMemo(
    () => (mayCreate ? [{ id: 'ticket-new', title: t('create.title'), run: () => setNew(true) }] : []),
    [mayCreate, t, setNew],
  )
  useOfferCommands('tickets', commands)
}
