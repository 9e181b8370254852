import { anything } from '../../../domain/tickets/routing/rules.ts'
import { shippedRules } from '../../../domain/tickets/routing/shipped.ts'
import { plain, type Recipe, type World } from '../cell.ts'
import { about } from './clocks.ts'

const rule = { name: '', active: true, conditions: anything, target: { to: 'supervisor' } }
const ruleIds = shippedRules.map(({ id }) => id)

async function ownRule({ app }: World): Promise<string> {
  const id = app.clock.newId()
  const target = JSON.stringify(rule.target)
  await app.platform.db.insertInto('routingRule').values({ id, position: 1, active: false, target }).execute()
  return id
}

const label = { 'zh-CN': '运单号', 'zh-TW': '物流單號', en: 'Tracking number' }
const field = { label, requiredAt: 'never', nature: null, choices: [], active: true }

/** Never required, so that no ticket of another row asks for it. */
async function ownField({ app }: World): Promise<string> {
  const id = app.clock.newId()
  const row = { id, key: `f_${id.replaceAll('-', '_')}`, kind: 'text', label: JSON.stringify(label) }
  await app.platform.db.insertInto('ticketField').values(row).execute()
  return id
}

export const ticketSettingsRecipes: Record<string, Recipe[]> = {
  'GET /api/settings/ticket-routing': [plain(() => ({}))],
  'POST /api/settings/ticket-routing': [plain(() => ({ body: { ...rule, active: false } }))],
  'PUT /api/settings/ticket-routing/:id': [about(ownRule, { ...rule, active: false })],
  'DELETE /api/settings/ticket-routing/:id': [about(ownRule)],
  'PUT /api/settings/ticket-routing/order': [
    plain(async ({ app }) => {
      const own = await app.platform.db.selectFrom('routingRule').select('id').execute()
      return { body: { ids: [...new Set([...own.map(({ id }) => id), ...ruleIds])] } }
    }),
  ],
  'POST /api/ticket-routing/dry-run': [plain(() => ({ body: { days: 7 } }))],
  'GET /api/ticket-fields': [plain(() => ({}))],
  'GET /api/settings/ticket-fields': [plain(() => ({}))],
  'POST /api/settings/ticket-fields': [
    plain(({ app }) => ({ body: { ...field, kind: 'text', key: `k_${app.clock.newId().replaceAll('-', '_')}` } })),
  ],
  'PUT /api/settings/ticket-fields/:id': [about(ownField, field)],
  'DELETE /api/settings/ticket-fields/:id': [about(ownField)],
  'PUT /api/settings/ticket-fields/order': [
    plain(async ({ app }) => {
      const own = await app.platform.db.selectFrom('ticketField').select('id').execute()
      return { body: { ids: own.map(({ id }) => id) } }
    }),
  ],
  'POST /api/settings/ticket-fields/preset': [plain(() => ({ body: { industry: 'ecommerce' } }))],
}
