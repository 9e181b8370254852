import { shippedScripts } from '../../../server/scripts/content.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'

type Ask = (world: World, cell: Cell) => Asked | Promise<Asked>
const relations = ['there', 'never existed', 'malformed id']
const named = (text: string) => ({ 'zh-CN': text, 'zh-TW': text, en: text })

/** An object of its own for each cell; `make` stores it and gives its id. */
const about = (make: (world: World) => Promise<string>, body?: (world: World) => unknown, key = 'id'): Recipe => ({
  ...plain(async (world, { relation }) => {
    const id = relation === 'there' ? await make(world) : world.app.clock.newId()
    const params = { [key]: relation === 'malformed id' ? 'no id' : id }
    return { params, ...(body && { body: body(world) }) }
  }),
  relations,
})

let serial = 5000
const nextNo = () => String(serial++)

async function person({ app, people }: World): Promise<string> {
  const id = app.clock.newId()
  const staffNo = nextNo()
  const email = `${staffNo}@matrix.test`
  await app.platform.db
    .insertInto('staff')
    .values({ id, staffNo, name: '路人', email, roles: ['agent'] })
    .execute()
  await app.platform.db.insertInto('groupMember').values({ groupId: people.groupB, staffId: id }).execute()
  return id
}
async function group({ app }: World): Promise<string> {
  const id = app.clock.newId()
  await app.platform.db
    .insertInto('staffGroup')
    .values({ id, key: `g-${id}`, name: JSON.stringify(named('组')) })
    .execute()
  return id
}
async function department({ app }: World): Promise<string> {
  const id = app.clock.newId()
  await app.platform.db
    .insertInto('department')
    .values({ id, key: `d-${id}`, name: JSON.stringify(named('部')) })
    .execute()
  return id
}
async function site({ app, people }: World): Promise<string> {
  const id = app.clock.newId()
  const { settings } = people.site
  const identitySecret = app.platform.sealer.seal('a-secret-of-the-shop-32-bytes-or-more', `site.identity_secret:${id}`)
  await app.platform.db
    .insertInto('site')
    .values({ id, key: `shop-${id}`, groupId: people.groupA, identitySecret, settings: JSON.stringify(settings) })
    .execute()
  return id
}
async function category({ app }: World): Promise<string> {
  const key = `stock.c${nextNo()}`
  await app.platform.db
    .insertInto('category')
    .values({ key, parent: 'stock', stage: 'presales', name: JSON.stringify(named('类')) })
    .execute()
  return key
}

const noBody: Ask = () => ({})
const staffFields = () => {
  const staffNo = nextNo()
  return { name: '新人', email: `${staffNo}@new.test`, staffNo, roles: ['agent'] }
}
const texts = { title: named('标题'), text: named('您好，{{brand}} 为您服务。') }

type Version = { state: 'published' | 'proposed' }
const scriptRelations = ['published', 'proposed by me', 'proposed by a colleague', 'never existed', 'malformed id']

/** A script as it stands on the desk, or as somebody proposed it. */
async function script({ app, people }: World, { relation, caller }: Cell, { state }: Version, retired = false) {
  const id = app.clock.newId()
  const now = app.clock.now()
  const retiredAt = retired ? now : null
  await app.platform.db
    .insertInto('script')
    .values({ id, key: `s-${id}`, category: 'greet', position: 1, createdAt: now, retiredAt })
    .execute()
  const authorId = relation === 'proposed by me' && caller.kind === 'staff' ? caller.id : people.chen.id
  const version = { title: JSON.stringify(texts.title), text: JSON.stringify(texts.text) }
  await app.platform.db
    .insertInto('scriptVersion')
    .values({ id: app.clock.newId(), scriptId: id, version: 1, state, authorId, createdAt: now, ...version })
    .execute()
  return id
}

type ScriptAsk = { body?: unknown; state?: Version['state']; retired?: boolean }
const aboutScript = ({ body, state, retired }: ScriptAsk = {}): Recipe => ({
  ...plain(async (world, cell) => {
    const { relation } = cell
    if (relation === 'malformed id') return { params: { id: 'no id' }, body }
    const is = state ?? (relation.startsWith('proposed') ? 'proposed' : 'published')
    const id =
      relation === 'never existed' ? world.app.clock.newId() : await script(world, cell, { state: is }, retired)
    return { params: { id }, body }
  }),
  relations: scriptRelations,
})

export const administrationRecipes: Record<string, Recipe[]> = {
  'GET /api/staff': [plain(noBody)],
  'POST /api/staff': [
    plain(() => ({ body: staffFields() })),
    plain(({ app }) => ({ body: { ...staffFields(), groupIds: [app.clock.newId()] } }), {
      as: 'in a group that is not there',
    }),
    plain(() => ({ body: { ...staffFields(), roles: ['administrator', 'privacy_officer'] } }), {
      as: 'roles that exclude each other',
    }),
  ],
  'PATCH /api/staff/:id': [about(person, () => ({ capacity: 3 }))],
  'POST /api/staff/:id/disable': [about(person, () => ({ reason: '离职' }))],
  'POST /api/staff/:id/enable': [about(person)],
  'POST /api/staff/:id/password-link': [about(person)],
  'GET /api/groups': [plain(noBody)],
  'POST /api/groups': [plain(() => ({ body: { name: named('新组') } }))],
  'PATCH /api/groups/:id': [about(group, () => ({ name: named('改名') }))],
  'GET /api/departments': [plain(noBody)],
  'POST /api/departments': [plain(() => ({ body: { name: named('新部门') } }))],
  'PATCH /api/departments/:id': [about(department, () => ({ name: named('改名') }))],
  'GET /api/settings/sites': [plain(noBody)],
  'POST /api/settings/sites': [
    plain(({ people }) => ({
      body: { name: '新店', groupId: people.groupA, allowedOrigins: ['https://new.example'] },
    })),
  ],
  'PUT /api/settings/sites/:id': [about(site, ({ people }) => ({ settings: people.site.settings, active: true }))],
  'POST /api/settings/sites/:id/secret': [about(site)],
  'GET /api/settings/centre': [plain(noBody)],
  'PUT /api/settings/centre': [
    plain(() => ({ body: { name: '明德商城客服中心', locale: 'zh-CN', timeZone: 'Asia/Shanghai' } })),
  ],
  'POST /api/settings/categories': [
    plain(() => ({ body: { key: `c_${nextNo()}`, parent: 'stock', name: named('类') } })),
  ],
  'PATCH /api/settings/categories/:key': [about(category, () => ({ name: named('改名') }), 'key')],
  'PUT /api/settings/categories/order': [plain(() => ({ body: { parent: 'empty', keys: ['empty.only'] } }))],
  'GET /api/scripts': [plain(noBody)],
  'GET /api/scripts/proposals': [plain(noBody)],
  'GET /api/scripts/:id': [aboutScript()],
  'POST /api/scripts': [plain(() => ({ body: { category: shippedScripts().categories[0]?.key, ...texts } }))],
  'POST /api/scripts/:id/versions': [aboutScript({ body: texts })],
  'POST /api/scripts/:id/publish': [aboutScript({ body: { version: 1 } })],
  'POST /api/scripts/:id/decline': [aboutScript({ body: { version: 1, reason: '不够礼貌' } })],
  'POST /api/scripts/:id/retire': [aboutScript({ body: { reason: '过时' } })],
  'POST /api/scripts/:id/restore': [aboutScript({ retired: true })],
}
