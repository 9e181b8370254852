import { CloseOutlined, FileOutlined } from '@ant-design/icons'
import { Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Upload } from './uploads.ts'

export function UploadStrip({ uploads, onRemove }: { uploads: readonly Upload[]; onRemove: (key: string) => void }) {
  const { t } = useTranslation('conversations')
  if (uploads.length === 0) return null
  return (
    <ul className="upload-strip" aria-label={t('upload.label')}>
      {uploads.map((upload) => (
        <li key={upload.key} data-problem={upload.problem !== undefined}>
          {upload.preview ? <img src={upload.preview} alt="" /> : <FileOutlined />}
          <span className="grow">
            <span className="ellipsis upload-name">{upload.name}</span>
            {upload.problem ? (
              <span role="alert" className="upload-problem">
                {upload.problem}
              </span>
            ) : (
              <Progress
                percent={Math.round(upload.share * 100)}
                size="small"
                showInfo={false}
                aria-label={t('upload.progress', { name: upload.name })}
              />
            )}
          </span>
          <button
            type="button"
            className="bare message-act"
            aria-label={t('upload.remove', { name: upload.name })}
            onClick={() => onRemove(upload.key)}
          >
            <CloseOutlined />
          </button>
        </li>
      ))}
    </ul>
  )
}
