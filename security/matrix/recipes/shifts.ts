import { shippedTemplates } from '../../../domain/shifts/templates.ts'
import { contextFor } from '../../../server/platform/context.ts'
import { localDay } from '../../../server/shifts/queries.ts'
import { type Cell, plain, type Recipe, type World } from '../cell.ts'

const today = ({ app }: World) => localDay(contextFor(app.platform, { kind: 'system' }), app.clock.now())

const groups = ['own group', 'another group', 'never existed']
function groupId({ app, people }: World, { relation }: Cell): string {
  const known: Record<string, string> = { 'own group': people.groupA, 'another group': people.groupB }
  return known[relation] ?? app.clock.newId()
}

const colleagues = ['of own group', 'of another group', 'never existed', 'malformed id']
function colleague({ app, people }: World, { relation }: Cell): string {
  const known: Record<string, string> = { 'of own group': people.xiaoli.id, 'of another group': people.zhang.id }
  return known[relation] ?? (relation === 'malformed id' ? 'no-id' : app.clock.newId())
}

const times = [{ from: '08:00', until: '16:00' }]

export const shiftRecipes: Record<string, Recipe[]> = {
  'GET /api/shifts': [
    { ...plain(() => ({})), as: 'mine' },
    { ...plain((world, cell) => ({ query: { groupId: groupId(world, cell) } })), as: 'of a group', relations: groups },
  ],
  'POST /api/shifts/copy': [
    {
      ...plain(async (world, cell) => {
        const day = await today(world)
        return { body: { groupId: groupId(world, cell), from: day, to: day } }
      }),
      relations: groups,
    },
  ],
  'PUT /api/shifts/:id/:day': [
    {
      ...plain(async (world, cell) => ({
        params: { id: colleague(world, cell), day: await today(world) },
        body: { times },
      })),
      relations: colleagues,
    },
  ],
  'PUT /api/shift-patterns/:id': [
    {
      ...plain((world, cell) => ({
        params: { id: colleague(world, cell) },
        body: { days: [{ weekday: 1, ...times[0] }] },
      })),
      relations: colleagues,
    },
  ],
  'PUT /api/shift-templates': [plain(() => ({ body: { items: shippedTemplates } }))],
}
