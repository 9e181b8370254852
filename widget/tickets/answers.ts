import type { UnsentAnswer } from './types.ts'

export type AnswerStore = { all(): UnsentAnswer[]; keep(answers: readonly UnsentAnswer[]): void }

/** Outlives the page where the browser allows it; otherwise this page's memory must do. */
export function openAnswerStore(site: string): AnswerStore {
  const key = `shouwen:answers:${site}`
  let known: readonly UnsentAnswer[] = []
  return {
    all() {
      try {
        return JSON.parse(localStorage.getItem(key) ?? '[]')
      } catch {
        return [...known]
      }
    },
    keep(answers) {
      known = answers
      try {
        if (answers.length > 0) localStorage.setItem(key, JSON.stringify(answers))
        else localStorage.removeItem(key)
      } catch {
        // Kept above.
      }
    },
  }
}

export type AnswerPorts = {
  store: AnswerStore
  send(answer: UnsentAnswer): Promise<void>
  /** Null: it may succeed later as it is. */
  refusal(error: unknown): string | null
  changed(answers: UnsentAnswer[]): void
  later(attempt: number, again: () => void): void
}

/** Sends one after the other, oldest first, until the server has each; the same note twice is the same note. */
export function createAnswers({ store, send, refusal, changed, later }: AnswerPorts) {
  let isRunning = false
  let attempt = 0
  const change = (next: UnsentAnswer[]) => {
    store.keep(next)
    changed(next)
  }
  const replace = (noteId: string, by: UnsentAnswer[]) =>
    change(store.all().flatMap((one) => (one.noteId === noteId ? by : one)))

  async function drain() {
    for (let next = waiting(); next; next = waiting()) {
      try {
        await send(next)
        replace(next.noteId, [])
        attempt = 0
      } catch (error) {
        const failed = refusal(error)
        if (failed === null) return later(attempt++, flush)
        replace(next.noteId, [{ ...next, failed }])
      }
    }
  }
  const waiting = () => store.all().find((one) => one.failed === undefined)

  function flush() {
    if (isRunning) return
    isRunning = true
    void drain().finally(() => {
      isRunning = false
    })
  }
  return {
    flush,
    load: () => changed(store.all()),
    add(answer: UnsentAnswer) {
      change([...store.all(), answer])
      flush()
    },
    /** A new id: the server may have kept the old one with its refusal. */
    retry(answer: UnsentAnswer, noteId: string) {
      replace(answer.noteId, [{ ...answer, noteId, failed: undefined }])
      flush()
    },
    discard: (answer: UnsentAnswer) => replace(answer.noteId, []),
  }
}
