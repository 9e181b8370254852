import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { attachToTicket } from '../../../domain/tickets/contract.ts'
import type { TicketView } from '../../../domain/tickets/views.ts'
import { UploadStrip } from '../../conversations/composer/UploadStrip.tsx'
import { useUploads } from '../../conversations/composer/uploads.ts'
import { AttachmentPart } from '../../conversations/talk/AttachmentPart.tsx'
import { Group } from '../properties/Group.tsx'
import { useStep } from '../verbs.ts'
import { FilePick } from './FilePick.tsx'
import '../../conversations/talk/bubble.css'

/** Files of the ticket: dropped or picked, bound as soon as they are up. */
export function AttachmentsPart({ ticket }: { ticket: TicketView }) {
  const { t } = useTranslation('tickets')
  const files = useUploads()
  const [isOver, setOver] = useState(false)
  useBoundUploads(ticket, files)
  const isOpen = ticket.may.note
  if (ticket.attachments.length === 0 && !isOpen) return null
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    if (isOpen) files.add(event.dataTransfer.files)
  }
  return (
    <Group title={t('group.attachments')}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: files can be picked by the button too */}
      <div
        className="ticket-files"
        data-over={isOver}
        onDrop={drop}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
      >
        {ticket.attachments.map((attachment) => (
          <AttachmentPart key={attachment.id} attachment={attachment} />
        ))}
        <UploadStrip uploads={files.uploads} onRemove={files.remove} />
        {isOpen && <FilePick onFiles={files.add} />}
      </div>
    </Group>
  )
}

type Files = ReturnType<typeof useUploads>

/** What has arrived on the server is bound to the ticket at once, each file a single time. */
function useBoundUploads(ticket: TicketView, files: Files): void {
  const bound = useRef(new Set<string>())
  const attach = useStep(attachToTicket)
  const ready = files.uploads.flatMap(({ key, attachment }) => (attachment ? [{ key, id: attachment.id }] : []))
  const names = ready.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another file is up, not at each rendering
  useEffect(() => {
    const fresh = ready.filter(({ id }) => !bound.current.has(id))
    if (fresh.length === 0) return
    for (const { id } of fresh) bound.current.add(id)
    attach.mutate(
      { id: ticket.id, attachmentIds: fresh.map(({ id }) => id) },
      {
        onSuccess: () => {
          for (const { key } of fresh) files.remove(key)
        },
        onError: () => {
          for (const { id } of fresh) bound.current.delete(id)
        },
      },
    )
  }, [names])
}
