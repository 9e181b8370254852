import type { RawInput } from '../../domain/contract.ts'
import type { postMessage } from '../../domain/conversations/contract.ts'

/** A message that the server has not confirmed. `refused` waits for the writer's decision. */
export type Unsent = {
  staffId: string
  input: RawInput<typeof postMessage>
  at: string
  /** What the bubble shows of an attachment while it is on its way. */
  attachmentName?: string
  refused?: string
}

const storeName = 'unsent'
let opening: Promise<IDBDatabase> | undefined

function database(): Promise<IDBDatabase> {
  opening ??= new Promise((resolve, reject) => {
    const request = indexedDB.open('shouwen-console', 1)
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'input.messageId' })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
  return opening
}

async function run<T>(mode: IDBTransactionMode, work: (store: IDBObjectStore) => IDBRequest<T>): Promise<T> {
  const open = await database()
  return new Promise((resolve, reject) => {
    const request = work(open.transaction(storeName, mode).objectStore(storeName))
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })
}

export const keepUnsent = (message: Unsent) => run('readwrite', (store) => store.put(message))
export const forgetUnsent = (messageId: string) => run('readwrite', (store) => store.delete(messageId))

export async function unsentOf(staffId: string): Promise<Unsent[]> {
  const all = (await run('readonly', (store) => store.getAll())) as Unsent[]
  return all.filter((message) => message.staffId === staffId).toSorted((one, other) => one.at.localeCompare(other.at))
}
