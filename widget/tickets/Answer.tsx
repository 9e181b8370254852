import { useRef, useState } from 'preact/hooks'
import type { CustomerTicket } from '../../domain/tickets/customer-contract.ts'
import { Icon } from '../ui/Icon.tsx'
import { fileLines } from '../ui/later/lines.ts'
import { useTickets } from './context.ts'
import { useFiles } from './useFiles.ts'

const maxLength = 4000
/** What was typed and not sent, while this page lives. */
const drafts = new Map<string, string>()

/** What was asked for, or a word more, with files; sent once, also over a line that breaks. */
export function Answer({ ticket }: { ticket: CustomerTicket }) {
  const { tickets, say } = useTickets()
  const [body, setBody] = useState(drafts.get(ticket.id) ?? '')
  const files = useFiles()
  const write = (text: string) => {
    drafts.set(ticket.id, text)
    setBody(text)
  }
  const ready = files.files.flatMap(({ attachment }) => attachment ?? [])
  const isUploading = ready.length < files.files.length
  const isEmpty = body.trim() === '' && ready.length === 0
  const submit = (event: Event) => {
    event.preventDefault()
    if (isEmpty || isUploading) return
    tickets.acts.answer(ticket, body.trim(), ready)
    files.clear()
    write('')
  }
  return (
    <form
      class="tickets-answer"
      onSubmit={submit}
      onDragOver={(event) => event.stopPropagation()}
      onDrop={(event) => {
        event.preventDefault()
        event.stopPropagation()
        files.add(event.dataTransfer?.files ?? [])
      }}
    >
      <label class="tickets-field">
        <span>{say(ticket.asked ? 'answer' : 'add')}</span>
        <textarea
          rows={3}
          dir="auto"
          maxLength={maxLength}
          value={body}
          onInput={(event) => write(event.currentTarget.value)}
          onPaste={(event) => {
            const pasted = [...(event.clipboardData?.files ?? [])]
            if (pasted.length === 0) return
            event.preventDefault()
            files.add(pasted)
          }}
        />
      </label>
      <Files {...files} />
      <p class="fault" role="alert">
        {files.problem}
      </p>
      <div class="buttons">
        <PickFiles add={files.add} />
        <button type="submit" class="primary" disabled={isEmpty || isUploading}>
          {say('send')}
        </button>
      </div>
    </form>
  )
}

type Picked = ReturnType<typeof useFiles>

function PickFiles({ add }: Pick<Picked, 'add'>) {
  const { state, t } = useTickets()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <button type="button" class="secondary tickets-pick" onClick={() => input.current?.click()}>
        <Icon name="attach" />
        {t('attach')}
      </button>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept={state.site?.upload.types.join(',')}
        onChange={({ currentTarget }) => {
          add([...(currentTarget.files ?? [])])
          currentTarget.value = ''
        }}
      />
    </>
  )
}

function Files({ files, remove }: Pick<Picked, 'files' | 'remove'>) {
  const { t } = useTickets()
  if (files.length === 0) return null
  return (
    <ul class="tickets-picked">
      {files.map(({ id, name, progress, attachment }) => (
        <li key={id}>
          <Icon name="file" d={fileLines} />
          <span>{name}</span>
          {!attachment && <progress value={progress} max={1} aria-label={t('upload.progress', { name })} />}
          <button
            type="button"
            class="round small"
            aria-label={t('upload.cancel', { name })}
            onClick={() => remove(id)}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  )
}
