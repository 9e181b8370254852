import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { EmptyState } from '../ui/states.tsx'

/** A screen broke: say so, offer the one thing that helps. */
export function Stumble() {
  const { t } = useTranslation('shell')
  return (
    <EmptyState
      title={t('stumble.title')}
      hint={t('stumble.hint')}
      action={
        <Button type="primary" onClick={() => location.reload()}>
          {t('stumble.reload')}
        </Button>
      }
    />
  )
}
