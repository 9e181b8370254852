import { KeyOutlined } from '@ant-design/icons'
import { Button, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SiteView } from '../../../domain/settings/contract.ts'
import { origin } from '../../../domain/settings/site.ts'
import { CopyText } from '../CopyText.tsx'
import { Field, Section } from '../fields.tsx'
import type { Draft } from './draft.ts'
import { useRotateSecret } from './queries.ts'
import { SecretOnce } from './SecretOnce.tsx'

type InstallSectionProps = { site: SiteView; draft: Draft; mayChange: boolean }

export function InstallSection({ site, draft, mayChange }: InstallSectionProps) {
  const { t } = useTranslation('settings')
  const { settings, set } = draft
  const bad = settings.allowedOrigins.filter((value) => !origin.safeParse(value).success)
  return (
    <Section title={t('site.install')} hint={t('site.installHint')}>
      <CopyText text={site.embedCode} label={t('site.embedCode')} />
      <Field
        label={t('site.origins')}
        help={t('site.originsHelp')}
        error={bad.length > 0 ? t('site.error.origin', { origin: bad.join(' ') }) : undefined}
      >
        {(id) => (
          <Select
            id={id}
            mode="tags"
            open={false}
            suffixIcon={null}
            value={settings.allowedOrigins}
            tokenSeparators={[' ', ',', '，', '\n']}
            placeholder="https://shop.example"
            status={bad.length > 0 ? 'error' : undefined}
            onChange={(origins: string[]) => set({ allowedOrigins: origins.map(tidy) })}
          />
        )}
      </Field>
      {mayChange && <IdentitySecret site={site} />}
    </Section>
  )
}

/** People paste addresses of pages; only the origin counts. */
function tidy(value: string): string {
  const address = URL.parse(value.trim())
  return address && /^https?:$/.test(address.protocol) ? address.origin : value.trim()
}

function IdentitySecret({ site }: { site: SiteView }) {
  const { t } = useTranslation('settings')
  const { t: ui } = useTranslation('ui')
  const rotate = useRotateSecret()
  const [isAsked, setAsked] = useState(false)
  const secret = rotate.data?.identitySecret
  return (
    <Field label={t('secret.title')} help={t('secret.hint')}>
      {(id) => (
        <>
          <span>
            <Button id={id} icon={<KeyOutlined />} onClick={() => setAsked(true)}>
              {t('secret.rotate')}
            </Button>
          </span>
          <Modal
            open={isAsked}
            title={t('secret.rotateTitle')}
            okText={t('secret.rotate')}
            okButtonProps={{ danger: true, loading: rotate.isPending }}
            cancelText={ui('cancel')}
            onCancel={() => setAsked(false)}
            onOk={() => rotate.mutate(site.id, { onSuccess: () => setAsked(false) })}
          >
            {t('secret.rotateHint')}
          </Modal>
          {secret && <SecretOnce siteKey={site.key} secret={secret} onClose={rotate.reset} />}
        </>
      )}
    </Field>
  )
}
