import { DownloadOutlined, FileOutlined } from '@ant-design/icons'
import { Image } from 'antd'
import type { AttachmentView } from '../../../domain/conversations/views.ts'
import { bytesText } from '../../ui/time.ts'

const widest = 280
const highest = 260

export function AttachmentPart({ attachment }: { attachment: AttachmentView }) {
  if (attachment.kind === 'image') return <Picture attachment={attachment} />
  return (
    <a className="file-card" href={attachment.url} download={attachment.name}>
      <FileOutlined className="file-icon" />
      <span className="grow">
        <span className="file-name">{attachment.name}</span>
        <span className="quiet figures">{bytesText(attachment.size)}</span>
      </span>
      <DownloadOutlined />
    </a>
  )
}

/** Its place is reserved from the known size, so that nothing jumps when it arrives. */
function Picture({ attachment }: { attachment: AttachmentView }) {
  const { width, height } = attachment
  const scale = width && height ? Math.min(1, widest / width, highest / height) : 1
  return (
    <Image
      className="picture"
      src={attachment.thumbUrl ?? attachment.url}
      alt={attachment.name}
      width={width ? Math.round(width * scale) : widest}
      height={height ? Math.round(height * scale) : undefined}
      preview={{ src: attachment.url }}
    />
  )
}
