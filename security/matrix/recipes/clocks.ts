import { shippedCalendars } from '../../../domain/clocks/calendars.ts'
import { shippedPolicies } from '../../../domain/clocks/policies.ts'
import { plain, type Recipe, type World } from '../cell.ts'

const anything = { urgency: null, category: null, channel: null, customerLevel: null, groupId: null }
const policy = { ...anything, targetMinutes: 60, calendarId: null, reminders: null, active: true }
const { id: _, ...calendar } = shippedCalendars[0] as (typeof shippedCalendars)[0]
const only = shippedPolicies.find(({ kind }) => kind === 'complaint_revisit')?.id ?? ''

async function ownPolicy({ app }: World): Promise<string> {
  const id = app.clock.newId()
  const row = { id, kind: 'ticket_archive', targetMinutes: 60, position: 1 }
  await app.platform.db.insertInto('servicePolicy').values(row).execute()
  return id
}
async function ownCalendar({ app }: World): Promise<string> {
  const id = app.clock.newId()
  const { name, timeZone, ...hours } = calendar
  const row = { id, name: JSON.stringify(name), timeZone, hours: JSON.stringify(hours), createdAt: app.clock.now() }
  await app.platform.db.insertInto('workCalendar').values(row).execute()
  return id
}

export const about = (make: (world: World) => Promise<string>, body?: unknown): Recipe => ({
  ...plain(async (world, { relation }) => {
    const id = relation === 'there' ? await make(world) : world.app.clock.newId()
    return { params: { id: relation === 'malformed id' ? 'no id' : id }, ...(body !== undefined && { body }) }
  }),
  relations: ['there', 'never existed', 'malformed id'],
})

export const clockRecipes: Record<string, Recipe[]> = {
  'POST /api/clocks/preview': [
    plain(({ app }) => ({
      body: { ...anything, kind: 'resolution', urgency: 'normal', startedAt: app.clock.now().toISOString() },
    })),
  ],
  'GET /api/settings/calendars': [plain(() => ({}))],
  'POST /api/settings/calendars': [plain(() => ({ body: calendar }))],
  'PUT /api/settings/calendars/:id': [about(ownCalendar, calendar)],
  'DELETE /api/settings/calendars/:id': [about(ownCalendar)],
  'GET /api/settings/service-levels': [plain(() => ({}))],
  'POST /api/settings/service-levels': [plain(() => ({ body: { ...policy, kind: 'resolution' } }))],
  'PUT /api/settings/service-levels/:id': [about(ownPolicy, policy)],
  'DELETE /api/settings/service-levels/:id': [about(ownPolicy)],
  'PUT /api/settings/service-levels/order': [plain(() => ({ body: { kind: 'complaint_revisit', ids: [only] } }))],
}
