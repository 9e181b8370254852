import type { Insertable } from 'kysely'
import type { Database } from '../../../server/migrations/db-types.ts'
import type { World } from '../cell.ts'

type Part = Partial<Insertable<Database['ticket']>> & { firstResponsibleId: string; groupId: string }

/** A ticket under work as it stands in the table; answers its id. */
export async function ticketIn({ app }: World, part: Part): Promise<string> {
  const { db, clock } = app.platform
  const id = clock.newId()
  const now = clock.now()
  const about = {
    subject: '茶具缺一只杯子',
    descriptionCustomer: '收到时少了一只杯子',
    category: 'stock.left',
    nature: 'request',
    stage: 'aftersales',
    urgency: 'normal',
    channel: 'store',
    locale: 'zh-CN',
  }
  const times = { createdAt: now, lastActivityAt: now }
  await db
    .insertInto('ticket')
    .values({ id, no: `GD-${id}`, state: 'in_progress', ...about, ...times, ...part })
    .execute()
  return id
}
