/** The highest revision and message numbers of one conversation that this node's sockets were told. */
export type Mark = { revision: number; talk: number; note: number }
export type Told = { raise(id: string, mark: Partial<Mark>): void; of(id: string): Mark | undefined }

const kept = 10_000

/** Remembers the conversations last told, ten to twenty thousand; one forgotten is told once more, which changes nothing. */
export function openTold(): Told {
  let fresh = new Map<string, Mark>()
  let older = new Map<string, Mark>()
  const of = (id: string) => fresh.get(id) ?? older.get(id)
  return {
    of,
    raise(id, mark) {
      const known = of(id) ?? { revision: 0, talk: 0, note: 0 }
      fresh.set(id, {
        revision: Math.max(known.revision, mark.revision ?? 0),
        talk: Math.max(known.talk, mark.talk ?? 0),
        note: Math.max(known.note, mark.note ?? 0),
      })
      if (fresh.size < kept) return
      older = fresh
      fresh = new Map()
    },
  }
}
