import { useRef } from 'preact/hooks'
import type { AttachmentView } from '../../../domain/conversations/views.ts'
import { adopt } from '../adopt.ts'
import { useScreen } from '../context.ts'
import { Icon } from '../Icon.tsx'
import css from './files.css?inline'
import { downloadLines, fileLines } from './lines.ts'

adopt(css)

export function Attachment({ attachment }: { attachment: AttachmentView }) {
  const { t, widget } = useScreen()
  if (attachment.kind === 'image') return <Picture attachment={attachment} />
  return (
    <a
      class="file"
      href={widget.fileUrl(attachment.url)}
      download={attachment.name}
      aria-label={t('file.download', { name: attachment.name })}
    >
      <span class="file-mark">
        <Icon name="file" d={fileLines} />
      </span>
      <span class="file-name">
        <b>{attachment.name}</b>
        <small>{sizeText(attachment.size)}</small>
      </span>
      <Icon name="download" d={downloadLines} />
    </a>
  )
}

function Picture({ attachment }: { attachment: AttachmentView }) {
  const { t, widget } = useScreen()
  const dialog = useRef<HTMLDialogElement>(null)
  const { width, height, name, url, thumbUrl } = attachment
  const label = t('picture', { name })
  return (
    <>
      <button type="button" class="picture" aria-label={label} onClick={() => dialog.current?.showModal()}>
        <img src={widget.fileUrl(thumbUrl ?? url)} width={width ?? undefined} height={height ?? undefined} alt="" />
      </button>
      <dialog ref={dialog} class="viewer" aria-label={label}>
        <form method="dialog">
          <button type="submit" class="round" aria-label={t('picture.close')}>
            <Icon name="close" />
          </button>
          <button type="submit" class="viewer-picture" tabIndex={-1} aria-hidden="true">
            <img src={widget.fileUrl(url)} loading="lazy" alt="" />
          </button>
        </form>
      </dialog>
    </>
  )
}

function sizeText(bytes: number): string {
  return bytes < 1024 ** 2 ? `${Math.ceil(bytes / 1024)} kB` : `${(bytes / 1024 ** 2).toFixed(1)} MB`
}
