import type { AttachmentView } from '../../domain/conversations/views.ts'
import { type Api, ApiError } from '../delivery/api.ts'
import { refusalOf, type Upload, upload } from '../delivery/uploads.ts'
import { uuidv7 } from '../delivery/uuid.ts'
import { errorText } from './notices.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'
import { translator } from './texts.ts'

type Ports = { store: Store<State>; api: Api; send(attachment: AttachmentView): void }

export type Attaching = ReturnType<typeof createAttaching>

/** Files on their way up, from choice to message or cancel. */
export function createAttaching({ store, api, send }: Ports) {
  const cancels = new Map<string, () => void>()
  const explain = (error: unknown) =>
    store.set({ notice: errorText(translator(store.get().texts), error, store.get().site?.upload.maxBytes) })
  const change = (id: string, part: Partial<Upload>) =>
    store.set({ uploads: store.get().uploads.map((one) => (one.id === id ? { ...one, ...part } : one)) })

  function remove(id: string) {
    const gone = store.get().uploads.find((one) => one.id === id)
    if (gone?.preview) URL.revokeObjectURL(gone.preview)
    cancels.delete(id)
    store.set({ uploads: store.get().uploads.filter((one) => one.id !== id) })
  }

  async function start(file: File) {
    const id = uuidv7()
    const preview = file.type.startsWith('image/') ? URL.createObjectURL(file) : null
    const entry = { id, name: file.name, preview, progress: 0, attachment: null, sendWhenDone: false }
    store.set({ uploads: [...store.get().uploads, entry], notice: null })
    const { done, cancel } = upload({
      file,
      headers: api.headers(),
      onProgress: (progress) => change(id, { progress }),
    })
    cancels.set(id, cancel)
    try {
      const attachment = await done
      change(id, { attachment, progress: 1 })
      if (store.get().uploads.find((one) => one.id === id)?.sendWhenDone) sendOne(id)
    } catch (error) {
      remove(id)
      if (!(error instanceof DOMException)) explain(error)
    }
  }

  function sendOne(id: string) {
    const ready = store.get().uploads.find((one) => one.id === id)?.attachment
    if (!ready) return change(id, { sendWhenDone: true })
    remove(id)
    send(ready)
  }

  return {
    add(files: Iterable<File>) {
      const rules = store.get().site?.upload
      for (const file of rules ? files : []) {
        const refusal = rules && refusalOf(file, rules)
        if (refusal) explain(new ApiError(refusal))
        else void start(file)
      }
    },
    cancel(id: string) {
      cancels.get(id)?.()
      remove(id)
    },
    /** Sends what is up and marks the rest to follow by itself. */
    sendAll() {
      for (const one of store.get().uploads) sendOne(one.id)
    },
  }
}
