import {
  changeNoticePreference,
  deliveryFigures,
  getNoticePreference,
  listNotices,
  myDeliveries,
  pushKey,
  readNotices,
  reportShown,
  subscribePush,
  unsubscribePush,
} from '../../domain/notifications/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import {
  changeMyPreference,
  deliveriesOfToday,
  myNotices,
  myPreference,
  noteMyNotices,
  readMyNotices,
  subscribeMe,
  unsubscribeMe,
  whatBecameOfMine,
} from './mine.ts'
import { vapidKeys } from './push.ts'

export function notificationRoutes(app: App): void {
  serve(app, listNotices, (ctx, { before }) => myNotices(ctx, before))
  serve(app, readNotices, readMyNotices)
  serve(app, reportShown, noteMyNotices)
  serve(app, getNoticePreference, myPreference)
  serve(app, changeNoticePreference, changeMyPreference)
  serve(app, myDeliveries, whatBecameOfMine)
  serve(app, deliveryFigures, deliveriesOfToday)
  serve(app, pushKey, async (ctx) => ({ publicKey: (await vapidKeys(ctx.platform)).publicKey }))
  serve(app, subscribePush, subscribeMe, { perMinute: 20, by: 'caller' })
  serve(app, unsubscribePush, (ctx, { endpoint }) => unsubscribeMe(ctx, endpoint))
}
