import { EditOutlined } from '@ant-design/icons'
import { Button, Drawer, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Locale, locales } from '../../domain/locale.ts'
import { restoreScript, retireScript, type ScriptFile } from '../../domain/scripts/contract.ts'
import { useLocale, useLocalized } from '../i18n/useLocale.ts'
import { languageNames } from '../session/LanguageChoice.tsx'
import { useMay } from '../session/session.ts'
import { StatusTag, type Tone } from '../ui/Chip.tsx'
import { ConfirmReason } from '../ui/forms/ConfirmReason.tsx'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { type Library, useMayPublish, useScriptAct, useScriptFile } from './queries.ts'
import { ScriptEditor } from './ScriptEditor.tsx'
import { VersionCard } from './VersionCard.tsx'

export const stateTones: Record<ScriptFile['state'], Tone> = {
  published: 'resolved',
  proposed: 'due',
  retired: 'waiting',
}

type ScriptDrawerProps = { id: string; library?: Library; onClose: () => void }

/** One script: its figures, its versions, and what may be done with it. */
export function ScriptDrawer({ id, library, onClose }: ScriptDrawerProps) {
  const file = useScriptFile(id)
  const titleOf = useLocalized()
  const title = file.data?.versions[0]?.title
  return (
    <Drawer open size={560} onClose={onClose} title={title ? titleOf(title) : ''}>
      {file.isPending && <Skeletons rows={5} />}
      {file.isError && <ErrorState error={file.error} retry={() => void file.refetch()} />}
      {file.data && <ScriptContent file={file.data} library={library} />}
    </Drawer>
  )
}

function ScriptContent({ file, library }: { file: ScriptFile; library?: Library }) {
  const { t } = useTranslation('scripts')
  const [language, setLanguage] = useState<Locale>(useLocale())
  const names = new Map(library?.variables.map(({ key, name }) => [key, name]))
  return (
    <div className="script-file">
      <div className="script-facts">
        <StatusTag tone={stateTones[file.state]}>{t(`state.${file.state}`)}</StatusTag>
        <span className="quiet">{library?.categories.find(({ key }) => key === file.category)?.name}</span>
        <code className="quiet ellipsis">{file.key}</code>
      </div>
      <Figures file={file} />
      <Tools file={file} library={library} />
      <Segmented
        aria-label={t('language')}
        value={language}
        onChange={setLanguage}
        options={locales.map((value) => ({ value, label: languageNames[value] }))}
      />
      <ol className="script-versions" aria-label={t('versions')}>
        {file.versions.map((version) => (
          <VersionCard
            key={version.id}
            file={file}
            version={version}
            language={language}
            nameOf={(key) => names.get(key) ?? key}
          />
        ))}
      </ol>
    </div>
  )
}

function Figures({ file: { useCount, editRatio, overEdited } }: { file: ScriptFile }) {
  const { t, i18n } = useTranslation('scripts')
  const percent = new Intl.NumberFormat(i18n.language, { style: 'percent', maximumFractionDigits: 1 })
  const show = (value: number | null) => (value === null ? '—' : percent.format(value))
  return (
    <dl className="script-figures">
      <div>
        <dt>{t('figure.uses')}</dt>
        <dd>{useCount}</dd>
      </div>
      <div title={t('figure.editRatioHint')}>
        <dt>{t('figure.editRatio')}</dt>
        <dd>{show(editRatio)}</dd>
      </div>
      <div title={t('figure.overEditedHint')}>
        <dt>{t('figure.overEdited')}</dt>
        <dd>{show(overEdited)}</dd>
      </div>
    </dl>
  )
}

function Tools({ file, library }: { file: ScriptFile; library?: Library }) {
  const { t } = useTranslation('scripts')
  const mayPropose = useMay('scripts.manage')
  const mayPublish = useMayPublish()
  const retire = useScriptAct(retireScript)
  const restore = useScriptAct(restoreScript)
  const [open, setOpen] = useState<'edit' | 'retire' | null>(null)
  const close = () => setOpen(null)
  if (!mayPropose) return null
  return (
    <div className="script-tools">
      {file.state !== 'retired' && (
        <Button icon={<EditOutlined />} onClick={() => setOpen('edit')}>
          {mayPublish ? t('edit') : t('proposeEdit')}
        </Button>
      )}
      {mayPublish && file.state === 'published' && <Button onClick={() => setOpen('retire')}>{t('retire')}</Button>}
      {mayPublish && file.state === 'retired' && (
        <Button loading={restore.isPending} onClick={() => restore.mutate({ id: file.id })}>
          {t('restore')}
        </Button>
      )}
      {open === 'edit' && library && <ScriptEditor library={library} file={file} onClose={close} />}
      <ConfirmReason
        open={open === 'retire'}
        title={t('retireTitle')}
        hint={t('retireHint')}
        okText={t('retire')}
        danger
        busy={retire.isPending}
        onCancel={close}
        onConfirm={(reason) => retire.mutate({ id: file.id, reason: reason.slice(0, 300) }, { onSuccess: close })}
      />
    </div>
  )
}
