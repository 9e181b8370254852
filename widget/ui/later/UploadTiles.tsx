import type { Upload } from '../../delivery/uploads.ts'
import { adopt } from '../adopt.ts'
import { useScreen } from '../context.ts'
import { Icon } from '../Icon.tsx'
import { fileLines } from './lines.ts'
import css from './uploads.css?inline'

adopt(css)

export function UploadTiles() {
  const { state } = useScreen()
  return (
    <ul class="uploads">
      {state.uploads.map((upload) => (
        <UploadTile key={upload.id} upload={upload} />
      ))}
    </ul>
  )
}

function UploadTile({ upload: { id, name, preview, progress, attachment } }: { upload: Upload }) {
  const { t, widget } = useScreen()
  return (
    <li title={name}>
      {preview ? (
        <img src={preview} alt={name} />
      ) : (
        <span class="tile-name">
          <Icon name="file" d={fileLines} />
          {name}
        </span>
      )}
      {!attachment && <progress value={progress} max={1} aria-label={t('upload.progress', { name })} />}
      {attachment && (
        <span class="spoken" role="status">
          {t('upload.ready')}
        </span>
      )}
      <button
        type="button"
        class="round small"
        aria-label={t('upload.cancel', { name })}
        onClick={() => widget.attaching().then((files) => files.cancel(id))}
      >
        <Icon name="close" />
      </button>
    </li>
  )
}
