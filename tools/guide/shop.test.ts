import { execFileSync } from 'node:child_process'
import { jwtVerify } from 'jose'
import { describe, expect, test } from 'vitest'
import { attachmentEndpoints } from '../../domain/attachments/contract.ts'
import type { Endpoint } from '../../domain/contract.ts'
import { conversationEndpoints } from '../../domain/conversations/contract.ts'
import { widgetEndpoints } from '../../domain/conversations/widget-contract.ts'
import { customerEndpoints } from '../../domain/customers/contract.ts'
import { errorStatus } from '../../domain/errors.ts'
import { accountEndpoints } from '../../domain/identity/account-contract.ts'
import { sessionEndpoints } from '../../domain/identity/contract.ts'
import { setupEndpoints } from '../../domain/identity/setup-contract.ts'
import { clientFrame, serverFrame } from '../../domain/live/frames.ts'
import { locales } from '../../domain/locale.ts'
import { notificationEndpoints } from '../../domain/notifications/contract.ts'
import { readBundles } from '../locales/bundles.ts'
import { kept } from './figures.ts'
import { codeBlocks, read, sourceOf, table, top } from './page.ts'

const { bundles } = readBundles(top)

describe.each(locales)('the shop’s engineers read in %s', (locale) => {
  test('give every method and event of the widget', () => {
    const methods = /return \{\n {4}on,\n {4}off,([\s\S]*?)\n {2}\}/.exec(sourceOf('widget/loader/main.ts'))?.[1] ?? ''
    const names = [...methods.matchAll(/^ {4}(\w+)[,:]/gm)].map(([, name]) => name)
    const stated = table('embedding', locale, 0).rows.map(([call = '']) => call.replace(/\(.*/, ''))
    expect(stated.toSorted()).toEqual([...names, 'on', 'off', 'push'].toSorted())
    const events = /type EventName = (.*)/.exec(sourceOf('widget/loader/events.ts'))?.[1]?.match(/\w+/g)
    expect(table('embedding', locale, 1).rows.map(([event]) => event)).toEqual(events)
  })

  test('give every error with its status and message', () => {
    const messages = bundles.find(({ pattern }) => pattern.endsWith('errors.json'))?.texts.get(locale)
    expect(table('api', locale, 0).rows).toEqual(
      Object.entries(errorStatus).map(([code, status]) => [code, String(status), messages?.get(code)]),
    )
  })

  test('give every frame of the live line', () => {
    const namesOf = (schema: typeof clientFrame | typeof serverFrame) =>
      schema.options.map((option) => option.shape.type.value as string)
    expect(table('api', locale, 1).rows.map(([name]) => name)).toEqual(namesOf(clientFrame))
    expect(table('api', locale, 2).rows.map(([name]) => name)).toEqual(namesOf(serverFrame))
  })

  test('give the rate limits', () => {
    const callers = { en: 'caller', 'zh-CN': '调用者', 'zh-TW': '呼叫者' }
    const { rows } = table('api', locale, 3)
    const stated = rows.slice(0, -1).map(([request, limit, by]) => [request, Number(limit), by === callers[locale]])
    expect(stated.toSorted()).toEqual(rateLimits().toSorted())
    expect(rows.at(-1)?.[1]).toBe(/max: (\d+)/.exec(sourceOf('server/platform/http.ts'))?.[1])
  })
})

/** What the routes declare: `serve(app, session.signIn, …, { perMinute: 10 })`. */
function rateLimits(): [request: string, perMinute: number, byCaller: boolean][] {
  const endpoints: Record<string, Endpoint> = {
    ...sessionEndpoints,
    ...accountEndpoints,
    ...setupEndpoints,
    ...conversationEndpoints,
    ...widgetEndpoints,
    ...attachmentEndpoints,
    ...customerEndpoints,
    ...notificationEndpoints,
  }
  const files = ['identity', 'identity/administration', 'identity/setup', 'conversations', 'conversations/visiting']
  const routes = [...files, 'attachments', 'customers', 'notifications']
    .map((area) => sourceOf(`server/${area}/routes.ts`))
    .join('\n')
  return routes.split('serve(app, ').flatMap((call) => {
    const limit = /\{\s*perMinute: (\d+),?\s*(by: 'caller')?,?\s*\}/.exec(call)
    const endpoint = endpoints[/^(?:\w+\.)?(\w+)/.exec(call)?.[1] ?? '']
    if (!limit) return []
    if (!endpoint) throw new Error(`no endpoint is called ${call.slice(0, 40)}`)
    return [[`${endpoint.method} ${endpoint.path}`, Number(limit[1]), limit[2] !== undefined]]
  })
}

test('the line takes as many frames as the API page says', () => {
  const frames = kept('server/platform/live/line.ts', 'framesPerSecond')
  expect(read('api', 'en')).toContain(`at most ${frames} frames a second`)
  expect(read('api', 'zh-CN')).toContain(`每秒最多 ${frames} 帧`)
  expect(read('api', 'zh-TW')).toContain(`每秒最多 ${frames} 個訊框`)
})

test('the sample for a shop’s server signs a token that is believed', async () => {
  const sample = codeBlocks(read('embedding', 'en')).find(({ code }) => code.includes('createHmac'))?.code
  const customer = { id: 42, name: '林小姐', level: 'gold' }
  const program = `${sample}\nprocess.stdout.write(shouwenToken(${JSON.stringify(customer)}))`
  const env = { SHOUWEN_SITE_KEY: 'site-key', SHOUWEN_IDENTITY_SECRET: 'a secret of the site' }
  const token = execFileSync(process.execPath, ['--input-type=module', '-e', program], { env, encoding: 'utf8' })
  const { payload } = await jwtVerify(token, new TextEncoder().encode(env.SHOUWEN_IDENTITY_SECRET), {
    algorithms: ['HS256'],
    audience: env.SHOUWEN_SITE_KEY,
  })
  expect(payload).toMatchObject({ sub: '42', name: '林小姐', level: 'gold' })
})
