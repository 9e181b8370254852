import { PaperClipOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { acceptedTypes } from '../../conversations/composer/uploads.ts'

export function FilePick({ onFiles }: { onFiles: (files: Iterable<File>) => void }) {
  const { t } = useTranslation('tickets')
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button size="small" icon={<PaperClipOutlined />} onClick={() => input.current?.click()}>
        {t('files.add')}
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        // A form's own style would show it again.
        style={{ display: 'none' }}
        accept={acceptedTypes}
        data-testid="ticket-files"
        onChange={(event) => {
          onFiles(event.target.files ?? [])
          event.target.value = ''
        }}
      />
    </>
  )
}
