import { sql } from 'kysely'
import type { NoticeKind } from '../../domain/notifications/kinds.ts'
import { type NoticePreference, noPreference, ringSeconds } from '../../domain/notifications/preferences.ts'
import type { Ctx, Tx } from '../platform/context.ts'

/** How somebody can be reached at this moment. */
export type Desk = {
  staffId: string
  preference: NoticePreference
  isConnected: boolean
  hasBrowser: boolean
  /** The unread notice of this kind that is younger than a minute. */
  bundle: string | null
}

const bundleSeconds = 60

type Row = Omit<Desk, 'preference'> & { choices: unknown; quiet: unknown; onlyOnShift: boolean | null }

export async function desksOf(tx: Tx, staffIds: readonly string[], kind: NoticeKind): Promise<Desk[]> {
  const since = new Date(tx.clock.now().getTime() - bundleSeconds * 1000)
  const { rows } = await sql<Row>`
    select staff.id as staff_id, preference.choices, preference.quiet, preference.only_on_shift,
      coalesce(presence.connected, false) as is_connected,
      exists (select 1 from push_subscription where staff_id = staff.id) as has_browser,
      (select id from notice where staff_id = staff.id and kind = ${kind} and bundle is null and read_at is null
        and not urgent and at > ${since} and 'in_page' = any(ways) order by at desc limit 1) as bundle
    from staff left join presence on presence.staff_id = staff.id
    left join notice_preference preference on preference.staff_id = staff.id
    where staff.id = any(${[...staffIds]}::uuid[]) order by staff.id`.execute(tx.db)
  return rows.map(({ choices, quiet, onlyOnShift, ...desk }) => ({
    ...desk,
    preference: preferenceOf({ choices, quiet, onlyOnShift }),
  }))
}

/** Only what `changeNoticePreference` let in is stored. */
function preferenceOf({ choices, quiet, onlyOnShift }: Pick<Row, 'choices' | 'quiet' | 'onlyOnShift'>) {
  if (onlyOnShift === null) return noPreference
  return { choices, quiet, onlyOnShift } as NoticePreference
}

export async function preferenceRow(ctx: Ctx, staffId: string): Promise<NoticePreference> {
  const row = await ctx.db
    .selectFrom('noticePreference')
    .select(['choices', 'quiet', 'onlyOnShift'])
    .where('staffId', '=', staffId)
    .executeTakeFirst()
  return preferenceOf(row ?? { choices: {}, quiet: null, onlyOnShift: null })
}

export async function keepPreference(tx: Tx, staffId: string, { choices, quiet, onlyOnShift }: NoticePreference) {
  const values = { choices: JSON.stringify(choices), quiet: quiet && JSON.stringify(quiet), onlyOnShift }
  await tx.db
    .insertInto('noticePreference')
    .values({ staffId, ...values })
    .onConflict((conflict) => conflict.column('staffId').doUpdateSet(values))
    .execute()
}

/**
 * Takes the next turn to ring somebody about a kind: now when nothing rang for its pause, else when that is over; null when a
 * ring is planned already, which will speak of this too.
 */
export async function takeTurn(tx: Tx, staffId: string, kind: NoticeKind): Promise<Date | null> {
  const at = tx.clock.now()
  const { rows } = await sql<{ ringsAt: Date }>`
    insert into notice_pace as pace (staff_id, kind, rings_at) values (${staffId}, ${kind}, ${at})
    on conflict (staff_id, kind) do update
      set rings_at = greatest(${at}::timestamptz, pace.rings_at + make_interval(secs => ${ringSeconds(kind)}))
      where pace.rings_at <= ${at}
    returning rings_at`.execute(tx.db)
  return rows[0]?.ringsAt ?? null
}
