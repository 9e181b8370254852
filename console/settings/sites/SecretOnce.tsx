import { Alert, Button, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { CopyText } from '../CopyText.tsx'

export type ShownSecret = { siteKey: string; secret: string }

/** The only time the secret is seen; closing the dialogue forgets it. */
export function SecretOnce({ siteKey, secret, onClose }: ShownSecret & { onClose: () => void }) {
  const { t } = useTranslation('settings')
  return (
    <Modal
      open
      width={640}
      title={t('secret.title')}
      onCancel={onClose}
      mask={{ closable: false }}
      footer={
        <Button type="primary" onClick={onClose}>
          {t('secret.kept')}
        </Button>
      }
    >
      <div className="secret-once">
        <Alert type="warning" showIcon title={t('secret.once')} />
        <CopyText text={secret} label={t('secret.title')} />
        <p>{t('secret.sample')}</p>
        <CopyText text={sampleCode(siteKey)} label={t('secret.sampleCode')} />
      </div>
    </Modal>
  )
}

/** What a shop's server does for a customer who is signed in there. */
export function sampleCode(siteKey: string): string {
  return `import { SignJWT } from 'jose'

const secret = new TextEncoder().encode(process.env.SHOUWEN_IDENTITY_SECRET)

const token = await new SignJWT({ name: customer.name, level: customer.level })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(customer.id)
  .setAudience('${siteKey}')
  .setExpirationTime('10m')
  .sign(secret)

// In the page of the signed-in customer:
//   Shouwen.identify(token)`
}
