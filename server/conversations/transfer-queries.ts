import { sql } from 'kysely'
import type { Reply } from '../../domain/contract.ts'
import type * as contract from '../../domain/conversations/contract.ts'
import { may } from '../../domain/identity/permissions.ts'
import type { Role } from '../../domain/identity/roles.ts'
import type { Localized } from '../../domain/locale.ts'
import type { Ctx, Tx } from '../platform/context.ts'

/** Groups of a person who can be handed a customer now; empty when they cannot. */
export async function groupsOfAvailable(tx: Tx, staffId: string): Promise<string[]> {
  const rows = await tx.db
    .selectFrom('presence')
    .innerJoin('staff', 'staff.id', 'presence.staffId')
    .innerJoin('groupMember', 'groupMember.staffId', 'staff.id')
    .select(['groupMember.groupId', 'staff.roles'])
    .where('staff.id', '=', staffId)
    .where('staff.disabledAt', 'is', null)
    .where('presence.state', '=', 'online')
    .where('presence.connected', '=', true)
    .execute()
  return rows.filter((row) => may(row.roles as Role[], 'conversations.take')).map((row) => row.groupId)
}

/** Somebody of the group who takes customers is at the console (domain/model 2.3 "target group open"). */
export async function isGroupOpen(tx: Tx, groupId: string): Promise<boolean> {
  const rows = await tx.db
    .selectFrom('groupMember')
    .innerJoin('presence', 'presence.staffId', 'groupMember.staffId')
    .innerJoin('staffGroup', 'staffGroup.id', 'groupMember.groupId')
    .innerJoin('staff', 'staff.id', 'groupMember.staffId')
    .select('staff.roles')
    .where('groupMember.groupId', '=', groupId)
    .where('staffGroup.active', '=', true)
    .where('staff.disabledAt', 'is', null)
    .where('presence.connected', '=', true)
    .where('presence.state', 'in', ['online', 'busy'])
    .execute()
  return rows.some((row) => may(row.roles as Role[], 'conversations.take'))
}

/** Active groups with their queue and free people, and everybody who takes customers with their load. */
export async function transferTargets(
  ctx: Ctx,
  exceptStaffId: string | null,
): Promise<Reply<typeof contract.listTransferTargets>> {
  const locale = 'locale' in ctx.actor ? ctx.actor.locale : 'zh-CN'
  const people = await sql<{
    id: string
    name: string
    staffNo: string
    roles: Role[]
    free: boolean
    load: number
    capacity: number
    groupIds: string[]
  }>`
    select s.id, s.name, s.staff_no, s.roles, s.capacity, (p.state = 'online' and p.connected) as free,
      (select count(*) from conversation c where c.assignee_id = s.id and c.state in ('active', 'waiting'))::int as load,
      array(select group_id from group_member m where m.staff_id = s.id) as group_ids
    from staff s join presence p on p.staff_id = s.id where s.disabled_at is null order by s.staff_no`.execute(ctx.db)
  const groups = await sql<{ id: string; name: Localized; waiting: number }>`
    select g.id, g.name, (select count(*) from conversation c where c.group_id = g.id and c.state = 'queued')::int as waiting
    from staff_group g where g.active order by g.created_at, g.key`.execute(ctx.db)
  const takers = people.rows.filter((person) => may(person.roles, 'conversations.take'))
  const available = (person: (typeof takers)[number]) => person.free && person.load < person.capacity
  return {
    groups: groups.rows.map((group) => ({
      id: group.id,
      name: group.name[locale],
      waiting: group.waiting,
      available: takers.filter((person) => available(person) && person.groupIds.includes(group.id)).length,
    })),
    staff: takers
      .filter((person) => person.id !== exceptStaffId)
      .map((person) => ({
        id: person.id,
        name: person.name,
        staffNo: person.staffNo,
        load: person.load,
        capacity: person.capacity,
        available: available(person),
      })),
  }
}
