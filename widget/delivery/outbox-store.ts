import type { Unsent } from './unsent.ts'

export type OutboxStore = {
  all(): Promise<Unsent[]>
  put(item: Unsent): Promise<void>
  remove(messageId: string): Promise<void>
}

/** Only for this page's life: where the browser blocks storage in frames. */
export function memoryStore(): OutboxStore {
  const items = new Map<string, Unsent>()
  return {
    all: async () => [...items.values()],
    put: async (item) => void items.set(item.messageId, item),
    remove: async (messageId) => void items.delete(messageId),
  }
}

const done = <T>(request: IDBRequest<T>) =>
  new Promise<T>((resolve, reject) => {
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error)
  })

/** One database per site, so that a message of one shop is never sent to another. */
async function openDatabase(site: string): Promise<IDBDatabase> {
  const opening = indexedDB.open(`shouwen:${site}`, 1)
  opening.onupgradeneeded = () => opening.result.createObjectStore('unsent', { keyPath: 'messageId' })
  return done(opening)
}

export async function openOutboxStore(site: string): Promise<OutboxStore> {
  const database = await openDatabase(site).catch(() => null)
  if (!database) return memoryStore()
  const unsent = (mode: IDBTransactionMode) => database.transaction('unsent', mode).objectStore('unsent')
  return {
    all: () => done<Unsent[]>(unsent('readonly').getAll()),
    put: async (item) => void (await done(unsent('readwrite').put(item))),
    remove: async (messageId) => void (await done(unsent('readwrite').delete(messageId))),
  }
}
