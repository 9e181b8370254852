import * as staff from '../../domain/conversations/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { changed, declineOffer, saveDraft, setUrgency, waitForCustomer } from './actions.ts'
import { pinMessage, recallMessage } from './amending.ts'
import { endConversation, saveRecord } from './ending.ts'
import { getConversation, listConversations, searchConversations } from './inbox/reading.ts'
import { forgetView, myViews, saveView } from './inbox/saved-views.ts'
import { listMessages, postMessage } from './messages.ts'
import { joinConversation, leaveConversation, takeOverConversation } from './supervise.ts'
import { acceptConversation } from './taking/accept.ts'
import { listTransferTargets, transferConversation } from './transfer.ts'

export function conversationRoutes(app: App): void {
  serve(app, staff.listConversations, listConversations)
  serve(app, staff.getConversation, getConversation)
  serve(app, staff.listMessages, listMessages)
  serve(app, staff.postMessage, postMessage, { perMinute: 240, by: 'caller' })
  serve(app, staff.acceptConversation, acceptConversation)
  serve(app, staff.declineOffer, declineOffer)
  serve(app, staff.waitForCustomer, waitForCustomer)
  serve(app, staff.joinConversation, joinConversation)
  serve(app, staff.leaveConversation, leaveConversation)
  serve(app, staff.takeOverConversation, takeOverConversation)
  serve(app, staff.transferConversation, transferConversation)
  serve(app, staff.endConversation, endConversation)
  serve(app, staff.saveRecord, saveRecord)
  serve(app, staff.setUrgency, setUrgency)
  serve(app, staff.recallMessage, async (ctx, input) => {
    await recallMessage(ctx, input)
    return changed(ctx, input.id)
  })
  serve(app, staff.pinMessage, pinMessage)
  serve(app, staff.saveDraft, saveDraft)
  serve(app, staff.searchConversations, searchConversations)
  serve(app, staff.listViews, myViews)
  serve(app, staff.createView, saveView)
  serve(app, staff.deleteView, forgetView)
  serve(app, staff.listTransferTargets, listTransferTargets)
}
