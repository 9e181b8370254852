import { useRef, useState } from 'preact/hooks'
import { ApiError } from '../delivery/api.ts'
import { refusalOf, type Upload, upload } from '../delivery/uploads.ts'
import { uuidv7 } from '../delivery/uuid.ts'
import { errorText } from '../frame/notices.ts'
import { useTickets } from './context.ts'

const atMost = 10

/** Files on their way up to go with an answer. */
export function useFiles() {
  const { state, t, widget } = useTickets()
  const [files, setFiles] = useState<Upload[]>([])
  const [problem, setProblem] = useState('')
  const cancels = useRef(new Map<string, () => void>()).current
  const rules = state.site?.upload
  const explain = (error: unknown) => setProblem(errorText(t, error, rules?.maxBytes))
  const change = (id: string, part: Partial<Upload>) =>
    setFiles((all) => all.map((one) => (one.id === id ? { ...one, ...part } : one)))
  const drop = (id: string) => setFiles((all) => all.filter((one) => one.id !== id))

  async function start(file: File) {
    const id = uuidv7()
    const entry = { id, name: file.name, preview: null, progress: 0, attachment: null, sendWhenDone: false }
    setFiles((all) => [...all, entry])
    const { done, cancel } = upload({
      file,
      headers: widget.headers(),
      onProgress: (progress) => change(id, { progress }),
    })
    cancels.set(id, cancel)
    try {
      change(id, { attachment: await done, progress: 1 })
    } catch (error) {
      drop(id)
      if (!(error instanceof DOMException)) explain(error)
    }
  }

  return {
    files,
    problem,
    add(chosen: Iterable<File>) {
      setProblem('')
      for (const file of [...chosen].slice(0, atMost - files.length)) {
        const refusal = rules ? refusalOf(file, rules) : 'failed'
        if (refusal) explain(new ApiError(refusal))
        else void start(file)
      }
    },
    remove(id: string) {
      cancels.get(id)?.()
      drop(id)
    },
    clear: () => setFiles([]),
  }
}
