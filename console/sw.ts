/** Shows pushed notices while the console is closed. It caches nothing: customers' words stay on the server. */
type PushEvent = Event & { data: { json(): unknown } | null; waitUntil(work: Promise<unknown>): void }
type ClickEvent = Event & { notification: Notification & { data: unknown }; waitUntil(work: Promise<unknown>): void }
type Desk = {
  registration: ServiceWorkerRegistration
  clients: {
    matchAll(
      filter: object,
    ): Promise<readonly { url: string; focus(): Promise<unknown>; postMessage(data: unknown): void }[]>
    openWindow(url: string): Promise<unknown>
  }
  skipWaiting(): Promise<void>
  addEventListener(type: 'push', listener: (event: PushEvent) => void): void
  addEventListener(type: 'notificationclick', listener: (event: ClickEvent) => void): void
  addEventListener(type: 'install', listener: () => void): void
}
type Pushed = { title?: unknown; body?: unknown; path?: unknown; tag?: unknown }

const desk = self as unknown as Desk
const words = (value: unknown, otherwise: string) => (typeof value === 'string' && value !== '' ? value : otherwise)

desk.addEventListener('install', () => void desk.skipWaiting())
desk.addEventListener('push', (event) => event.waitUntil(show((event.data?.json() ?? {}) as Pushed)))
desk.addEventListener('notificationclick', (event) => {
  event.notification.close()
  event.waitUntil(open(words(event.notification.data, '/inbox')))
})

async function show(pushed: Pushed): Promise<void> {
  const windows = await desk.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const isInFront = windows.some((client) => 'focused' in client && client.focused === true)
  if (isInFront) return
  await desk.registration.showNotification(words(pushed.title, '首问 Shouwen'), {
    body: words(pushed.body, ''),
    tag: words(pushed.tag, 'shouwen'),
    icon: '/icon.svg',
    data: words(pushed.path, '/inbox'),
  })
}

async function open(path: string): Promise<void> {
  const windows = await desk.clients.matchAll({ type: 'window', includeUncontrolled: true })
  const [first] = windows
  if (!first) return void (await desk.clients.openWindow(path))
  await first.focus()
  first.postMessage({ type: 'open', path })
}
