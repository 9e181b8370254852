import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Locale } from '../../domain/locale.ts'
import { declineScript, publishScript, type ScriptFile, type ScriptVersion } from '../../domain/scripts/contract.ts'
import { useLocale } from '../i18n/useLocale.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { ConfirmReason } from '../ui/forms/ConfirmReason.tsx'
import { fullTime } from '../ui/time.ts'
import { useMayPublish, useScriptAct } from './queries.ts'
import { ScriptText } from './ScriptText.tsx'

const tones: Record<ScriptVersion['state'], Tone> = {
  published: 'resolved',
  proposed: 'due',
  replaced: 'normal',
  declined: 'breached',
}

type VersionCardProps = {
  file: ScriptFile
  version: ScriptVersion
  language: Locale
  nameOf: (key: string) => string
}

export function VersionCard({ file, version, language, nameOf }: VersionCardProps) {
  const { t } = useTranslation('scripts')
  const locale = useLocale()
  const mayPublish = useMayPublish()
  const { version: number, state, title, text, author, at, reason } = version
  return (
    <li className="version-card" data-state={state}>
      <header>
        <strong>{t('version', { version: number })}</strong>
        <StatusTag tone={tones[state]}>{t(`versionState.${state}`)}</StatusTag>
        <span className="grow" />
        <span className="quiet">{author ?? t('shipped')}</span>
        <time className="quiet" dateTime={at}>
          {fullTime(at, locale)}
        </time>
      </header>
      <strong lang={language}>{title[language]}</strong>
      <ScriptText text={text[language]} lang={language} nameOf={nameOf} />
      {reason && <p className="version-reason">{t('declinedBecause', { reason })}</p>}
      {state === 'proposed' && mayPublish && file.state !== 'retired' && <Decision file={file} version={number} />}
    </li>
  )
}

function Decision({ file, version }: { file: ScriptFile; version: number }) {
  const { t } = useTranslation('scripts')
  const publish = useScriptAct(publishScript)
  const decline = useScriptAct(declineScript)
  const [isDeclining, setDeclining] = useState(false)
  return (
    <div className="script-tools">
      <Button type="primary" loading={publish.isPending} onClick={() => publish.mutate({ id: file.id, version })}>
        {t('publish')}
      </Button>
      <Button onClick={() => setDeclining(true)}>{t('decline')}</Button>
      <ConfirmReason
        open={isDeclining}
        title={t('declineTitle')}
        hint={t('declineHint')}
        okText={t('decline')}
        busy={decline.isPending}
        onCancel={() => setDeclining(false)}
        onConfirm={(reason) => decline.mutate({ id: file.id, version, reason: reason.slice(0, 300) })}
      />
    </div>
  )
}
