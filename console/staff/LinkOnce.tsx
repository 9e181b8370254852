import { Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/useLocale.ts'
import { CopyText } from '../settings/CopyText.tsx'
import { fullTime } from '../ui/time.ts'

export type Link = { url: string; expiresAt: string; name: string }

/** The one-time link, shown this once: the server keeps only its hash. */
export function LinkOnce({ link, onClose }: { link: Link; onClose: () => void }) {
  const { t } = useTranslation('staff')
  const locale = useLocale()
  return (
    <Modal
      open
      title={t('link.title', { name: link.name })}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('link.done')}
        </Button>
      }
      onCancel={onClose}
      mask={{ closable: false }}
    >
      <p className="quiet">{t('link.hint', { until: fullTime(link.expiresAt, locale) })}</p>
      <div className="link-once">
        <CopyText text={link.url} label={t('link.what')} />
      </div>
    </Modal>
  )
}
