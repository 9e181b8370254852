import { sha256 } from '../../../server/platform/crypto.ts'
import { absentRelations, type Subject, staffRelations, visitorRelations } from '../../world/conversations.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'
import { subjectsOf } from './conversations.ts'

export type Carried = { stream: 'talk' | 'note'; recalled?: boolean }

/** A file in a conversation, stored as an upload stores it; carried by a message of the stream. */
export async function insertFile(
  { app, people }: World,
  file: { subject: Subject | null; carried: Carried; uploadedBy?: { kind: string; id: string } },
): Promise<string> {
  const { subject, carried, uploadedBy = { kind: 'staff', id: people.zhang.id } } = file
  const { db, clock, files } = app.platform
  const id = clock.newId()
  const bytes = Buffer.from(`file ${subject?.word ?? 'unbound'}`)
  const storageKey = `matrix/${id}`
  await files.put(storageKey, bytes)
  await db
    .insertInto('attachment')
    .values({
      id,
      uploadedByType: uploadedBy.kind,
      uploadedBy: uploadedBy.id,
      conversationId: subject?.id ?? null,
      stream: subject ? carried.stream : null,
      name: 'a.txt',
      mime: 'text/plain',
      size: bytes.length,
      kind: 'file',
      storageKey,
      sha256: sha256(bytes),
    })
    .execute()
  if (subject)
    await db
      .insertInto('message')
      .values({
        id: clock.newId(),
        conversationId: subject.id,
        stream: carried.stream,
        seq: 9,
        senderType: 'customer',
        kind: 'file',
        body: '',
        attachmentId: id,
        digest: sha256(id),
        at: clock.now(),
        recalledAt: carried.recalled ? clock.now() : null,
      })
      .execute()
  return id
}

/** The token goes in the address for visitors: a picture sends no header. */
export const fileOf = (id: string, { caller }: Cell): Asked => ({
  params: { id },
  ...(caller.token && { query: { token: caller.token } }),
})

const inConversation = (carried: Carried, as: string): Recipe => ({
  as,
  relations: [...staffRelations, ...visitorRelations, ...absentRelations],
  async prepare(world, cells) {
    const subjects = await subjectsOf(world, cells)
    const ask = async (cell: Cell, index: number): Promise<Asked> => {
      const subject = subjects[index] as Subject
      const isThere = !(absentRelations as readonly string[]).includes(cell.relation)
      return fileOf(isThere ? await insertFile(world, { subject, carried }) : subject.id, cell)
    }
    return Promise.all(cells.map(ask))
  },
})

const unbound: Recipe = {
  ...plain(async (world, cell) => {
    const { caller, relation } = cell
    const mine = relation === 'my upload' && caller.kind !== 'nobody' ? { kind: caller.kind, id: caller.id } : undefined
    return fileOf(
      await insertFile(world, { subject: null, carried: { stream: 'talk' }, ...(mine && { uploadedBy: mine }) }),
      cell,
    )
  }),
  as: 'not yet sent',
  relations: ['my upload', 'somebody else’s upload'],
}

export const fileRecipes: Record<string, Recipe[]> = {
  'GET /files/:id': [
    inConversation({ stream: 'talk' }, 'in the talk'),
    inConversation({ stream: 'note' }, 'in a note'),
    inConversation({ stream: 'talk', recalled: true }, 'taken back'),
    unbound,
  ],
}
