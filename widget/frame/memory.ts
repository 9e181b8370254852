/** Browser storage that may be blocked in a frame; then this page's memory must do. */
function guarded(storage: () => Storage) {
  const fallback = new Map<string, string>()
  return {
    read(key: string): string | null {
      try {
        return storage().getItem(key)
      } catch {
        return fallback.get(key) ?? null
      }
    },
    write(key: string, value: string | null) {
      try {
        if (value) storage().setItem(key, value)
        else storage().removeItem(key)
      } catch {
        fallback.set(key, value ?? '')
      }
    },
  }
}

const lasting = guarded(() => localStorage)
const passing = guarded(() => sessionStorage)

export function createMemory(site: string) {
  return {
    token: () => lasting.read(`shouwen:token:${site}`) || null,
    saveToken: (token: string | null) => lasting.write(`shouwen:token:${site}`, token),
    draft: () => passing.read(`shouwen:draft:${site}`) ?? '',
    saveDraft: (draft: string) => passing.write(`shouwen:draft:${site}`, draft),
  }
}
export type Memory = ReturnType<typeof createMemory>
