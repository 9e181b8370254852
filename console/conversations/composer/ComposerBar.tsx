import { FileTextOutlined, PaperClipOutlined } from '@ant-design/icons'
import { Button, Tooltip } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { Preferences } from '../../../domain/identity/contract.ts'
import { useMay } from '../../session/session.ts'
import { modKey } from '../../shell/shortcuts.ts'
import { KeyHint } from '../../ui/states.tsx'
import { EmojiPicker } from './EmojiPicker.tsx'
import type { Mode } from './mode.ts'
import { acceptedTypes } from './uploads.ts'

type ComposerBarProps = {
  canSend: boolean
  sendKey: Preferences['sendKey']
  mode: Mode
  onSend: () => void
  onFiles: (files: Iterable<File>) => void
  onEmoji: (sign: string) => void
  onScripts: () => void
}

export function ComposerBar({ canSend, sendKey, mode, onSend, onFiles, onEmoji, onScripts }: ComposerBarProps) {
  const { t } = useTranslation('conversations')
  const input = useRef<HTMLInputElement>(null)
  const mayUseScripts = useMay('scripts.use') && mode === 'reply'
  return (
    <div className="composer-bar">
      <EmojiPicker onPick={onEmoji} />
      <Tooltip title={t('composer.attachHint')}>
        <button
          type="button"
          className="bare composer-tool"
          aria-label={t('composer.attach')}
          onClick={() => input.current?.click()}
        >
          <PaperClipOutlined />
        </button>
      </Tooltip>
      {mayUseScripts && (
        <Tooltip title={`${t('composer.scripts')}  /`}>
          <button type="button" className="bare composer-tool" aria-label={t('composer.scripts')} onClick={onScripts}>
            <FileTextOutlined />
          </button>
        </Tooltip>
      )}
      <input
        ref={input}
        type="file"
        multiple
        hidden
        accept={acceptedTypes}
        data-testid="composer-files"
        onChange={(event) => {
          onFiles(event.target.files ?? [])
          event.target.value = ''
        }}
      />
      <span className="composer-hint quiet">
        <KeyHint keys={sendKey === 'enter' ? 'Enter' : `${modKey} Enter`} />
      </span>
      <Button type="primary" disabled={!canSend} onClick={onSend}>
        {t('composer.send')}
      </Button>
    </div>
  )
}
