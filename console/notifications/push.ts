import { pushKey, subscribePush, unsubscribePush } from '../../domain/notifications/contract.ts'
import type { NoticeSubject } from '../../domain/notifications/kinds.ts'
import { placeOf } from '../../domain/notifications/place.ts'
import { call } from '../api.ts'

export const canNotify = 'Notification' in window && 'serviceWorker' in navigator

/** Asked only on a click: a page that asks by itself is refused for ever. */
export async function allowNotifications(): Promise<boolean> {
  if (!canNotify) return false
  const answer =
    Notification.permission === 'default' ? await Notification.requestPermission() : Notification.permission
  return answer === 'granted'
}

export async function startPush(): Promise<void> {
  const registration = await navigator.serviceWorker.register('/sw.js')
  if (!('pushManager' in registration)) return
  const { publicKey } = await call(pushKey, {})
  const subscription = await registration.pushManager.subscribe({
    userVisibleOnly: true,
    applicationServerKey: publicKey,
  })
  const { endpoint, keys } = subscription.toJSON()
  if (endpoint && keys?.p256dh && keys.auth) {
    await call(subscribePush, { endpoint, keys: { p256dh: keys.p256dh, auth: keys.auth } })
  }
}

export async function stopPush(): Promise<void> {
  const registration = await navigator.serviceWorker.getRegistration('/')
  const subscription = await registration?.pushManager?.getSubscription()
  if (!subscription) return
  await call(unsubscribePush, { endpoint: subscription.endpoint })
  await subscription.unsubscribe()
}

type Shown = { title: string; body: string; subject: NoticeSubject | null; tag: string }

/** Only while nobody looks at the page: what stands on screen needs no second voice. Answers whether it was shown. */
export async function showOnDesktop({ title, body, subject, tag }: Shown): Promise<boolean> {
  if (!canNotify || Notification.permission !== 'granted' || document.visibilityState === 'visible') return false
  const options = { body, tag: subject?.id ?? tag, icon: '/icon.svg', data: placeOf(subject) ?? '/inbox' }
  const registration = await navigator.serviceWorker.getRegistration('/')
  if (registration) await registration.showNotification(title, options)
  else new Notification(title, options)
  return true
}
