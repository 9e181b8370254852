import { createHash } from 'node:crypto'
import { hashToken, newToken } from '../../../server/platform/crypto.ts'
import { password } from '../../../test/cast.ts'
import { shopPage, visitOf } from '../../../test/visitor.ts'
import { callerNames, identityToken, newSession } from '../../world/callers.ts'
import { type Asked, type Cell, plain, type Recipe, type World } from '../cell.ts'

type Ask = (world: World, cell: Cell) => Asked | Promise<Asked>
const inRelations = (relations: readonly string[], ask: Ask): Recipe => ({ ...plain(ask), relations })
const spends = { spendsSession: true } as const
const idOf = (world: World, caller: Cell['caller']) => (caller.kind === 'staff' ? caller.id : world.people.xiaoli.id)

/** My session, or somebody's whose id I came to know. */
const sessionToEnd: Ask = async (world, { relation, caller }) => {
  if (relation === 'malformed id') return { params: { id: 'no-id' } }
  const owner = relation === 'mine' ? idOf(world, caller) : world.people.zhang.id
  const { cookie = '' } = await newSession(world.app, owner)
  const known = hashToken(cookie.slice('sid='.length)) as Buffer
  const id = relation === 'never existed' ? createHash('sha256').update(cookie) : known
  return { params: { id: Buffer.isBuffer(id) ? id.toString('hex') : id.digest('hex') } }
}

const savedView: Ask = async (world, { relation, caller }) => {
  const { app, people } = world
  const id = app.clock.newId()
  const owners: Record<string, string> = {
    mine: idOf(world, caller),
    'shared with my group': people.xiaoli.id,
    'private, of a colleague': people.xiaoli.id,
    'shared with another group': people.zhang.id,
  }
  const staffId = owners[relation]
  const shared = relation.startsWith('shared')
  if (staffId)
    await app.platform.db.insertInto('savedView').values({ id, staffId, name: '我的', shared, filter: '{}' }).execute()
  return { params: { id: relation === 'malformed id' ? 'no-id' : id } }
}

/** Its page is empty or another's, never an error: ids of notices are read as mine only. */
const notice: Ask = async (world, { relation, caller }) => {
  const { app, people } = world
  const id = app.clock.newId()
  const staffId = relation === 'mine' ? idOf(world, caller) : people.zhang.id
  await app.platform.db.insertInto('notice').values({ id, staffId, kind: 'mention', at: app.clock.now() }).execute()
  return { body: { ids: [id] } }
}

const shownNotice: Ask = async (world, asked) => {
  const { body } = await notice(world, asked)
  return { body: { ...(body as object), way: 'desktop' } }
}

const passwordLink: Ask = async ({ app, people }, { relation }) => {
  const token = newToken()
  const expiresAt = new Date(app.clock.now().getTime() + (relation === 'expired' ? -1000 : 3_600_000))
  if (relation !== 'unknown')
    await app.platform.db
      .insertInto('passwordLink')
      .values({
        tokenHash: hashToken(token) as Buffer,
        staffId: people.xiaoli.id,
        createdAt: app.clock.now(),
        expiresAt,
        usedAt: relation === 'used' ? app.clock.now() : null,
      })
      .execute()
  return { body: { token } }
}
const newPassword: Ask = async (world, cell) => ({
  body: { ...((await passwordLink(world, cell)).body as object), password },
})
const linkRelations = ['valid', 'expired', 'used', 'unknown']

/** Failures are spread over the house: five at one account would lock it, whoever asks. */
const signInAs: Ask = ({ people }, { relation, caller }) => {
  const house = [people.xiaowang, people.chen, people.zhang, people.li, people.he]
  const turn = house[callerNames.indexOf(caller.name) % house.length]?.email
  const emails: Record<string, string | undefined> = {
    'wrong password': turn,
    'unknown e-mail': `${caller.name}@nowhere.test`,
    'disabled account': 'former@matrix.test',
  }
  const right = relation !== 'wrong password'
  return { body: { email: emails[relation] ?? people.boss.email, password: right ? password : 'not-this-one-9' } }
}

const upload = plain(() => ({ file: { name: 'a.txt', type: 'text/plain', bytes: Buffer.from('text') } }))
const opening = ({ app }: World, more: object) => ({
  conversationId: app.clock.newId(),
  messageId: app.clock.newId(),
  body: '您好',
  page: shopPage,
  ...more,
})

export const ownDeskRecipes: Record<string, Recipe[]> = {
  'GET /api/session': [plain(() => ({}))],
  'POST /api/session': [
    inRelations(['right password', 'wrong password', 'unknown e-mail', 'disabled account'], signInAs),
  ],
  'DELETE /api/session': [plain(() => ({}), spends)],
  'POST /api/session/lock': [plain(() => ({}), spends)],
  'POST /api/session/unlock': [plain(() => ({ body: { password } }), spends)],
  'PUT /api/presence': [plain(() => ({ body: { state: 'away' } }))],
  'PATCH /api/me': [plain(() => ({ body: { locale: 'zh-CN' } }))],
  'PUT /api/me/password': [plain(() => ({ body: { current: password, next: password } }), spends)],
  'GET /api/me/sessions': [plain(() => ({}))],
  'DELETE /api/me/sessions/:id': [
    inRelations(['mine', 'of a colleague', 'never existed', 'malformed id'], sessionToEnd),
  ],
  'GET /api/colleagues': [plain(() => ({}))],
  'GET /api/places': [plain(() => ({}))],
  'GET /api/categories': [plain(() => ({}))],
  'GET /api/wall': [plain(() => ({}))],
  'GET /api/operations/health': [plain(() => ({}))],
  'GET /api/notices': [plain(() => ({}))],
  'POST /api/notices/read': [inRelations(['mine', 'of a colleague'], notice)],
  'POST /api/notices/shown': [inRelations(['mine', 'of a colleague'], shownNotice)],
  'GET /api/notices/deliveries': [plain(() => ({}))],
  'GET /api/me/notices': [plain(() => ({}))],
  'PUT /api/me/notices': [
    plain(() => ({ body: { choices: { message: ['in_page'] }, quiet: null, onlyOnShift: false } })),
  ],
  'GET /api/me/notices/deliveries': [plain(() => ({}))],
  'GET /api/push/key': [plain(() => ({}))],
  'POST /api/push/subscriptions': [
    plain(() => ({ body: { endpoint: 'https://push.example/a', keys: { p256dh: 'k', auth: 'a' } } })),
  ],
  'DELETE /api/push/subscriptions': [plain(() => ({ body: { endpoint: 'https://push.example/a' } }))],
  'GET /api/conversation-views': [plain(() => ({}))],
  'POST /api/conversation-views': [plain(() => ({ body: { name: '紧急', filter: { list: 'queue' } } }))],
  'DELETE /api/conversation-views/:id': [
    inRelations(
      [
        'mine',
        'shared with my group',
        'private, of a colleague',
        'shared with another group',
        'never existed',
        'malformed id',
      ],
      savedView,
    ),
  ],
  'POST /api/password-link': [inRelations(linkRelations, passwordLink)],
  'POST /api/password-link/password': [inRelations(linkRelations, newPassword)],
  'GET /api/setup': [plain(() => ({}))],
  'POST /api/setup': [
    plain(() => ({
      body: {
        token: newToken(),
        administrator: { name: '新管理员', email: 'new@mingde.test', password, staffNo: '0001' },
        centre: { name: '第二个中心', locale: 'zh-CN', timeZone: 'Asia/Shanghai' },
        start: 'empty',
      },
    })),
  ],
  'POST /api/attachments': [upload],
  'POST /api/widget/attachments': [upload],
  'POST /api/widget/visit': [
    inRelations(
      ['site', 'closed site', 'unknown site', 'ticket of another site'],
      async ({ app, people }, { relation }) => {
        const body = visitOf(app, people)
        if (relation === 'unknown site') return { body: visitOf(app, people, { siteKey: 'no-such-site' }) }
        if (relation === 'ticket of another site')
          return { body: { ...body, frame: visitOf(app, people, { siteKey: 'other-site' }).frame } }
        if (relation === 'closed site')
          return { body: visitOf(app, people, { siteKey: await closedSite(app, people) }) }
        return { body }
      },
    ),
  ],
  'POST /api/widget/identify': [
    inRelations(['signed', 'signed for another site', 'unsigned'], async ({ people }, { relation, caller }) => {
      // A browser that is somebody stays somebody: each caller signs in as the customer it is.
      const sub = caller.name === 'identified' ? 'customer-7' : 'customer-8'
      const signed = await identityToken(relation === 'signed for another site' ? 'other' : people.site.key, sub)
      return { body: { identity: relation === 'unsigned' ? `${signed.split('.').slice(0, 2).join('.')}.` : signed } }
    }),
  ],
  'POST /api/widget/conversations': [
    inRelations(['new', 'id of somebody else’s'], async (world, { relation }) => {
      if (relation === 'new') return { body: opening(world, {}) }
      const { app, people } = world
      const taken = await app.platform.db
        .selectFrom('conversation')
        .select('id')
        .where('groupId', '=', people.groupB)
        .executeTakeFirstOrThrow()
      return { body: opening(world, { conversationId: taken.id }) }
    }),
  ],
  'POST /api/widget/left-messages': [
    plain((world) => ({ body: opening(world, { name: '王女士', contact: '13900001111', consent: true }) })),
  ],
}

async function closedSite(app: World['app'], people: World['people']): Promise<string> {
  const id = app.clock.newId()
  const key = `closed-${id}`
  await app.platform.db
    .insertInto('site')
    .values({
      id,
      key,
      groupId: people.groupA,
      identitySecret: Buffer.alloc(32),
      settings: JSON.stringify(people.site.settings),
      active: false,
    })
    .execute()
  return key
}
