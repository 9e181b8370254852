import * as widget from '../../../domain/conversations/widget-contract.ts'
import type { App } from '../../platform/http.ts'
import { localeOfRequest } from '../../platform/http-errors.ts'
import { serve } from '../../platform/route.ts'
import { postVisitorMessage } from '../messages.ts'
import {
  declineRating,
  endVisitorConversation,
  rateConversation,
  recallVisitorMessage,
  transcript,
} from './customer-side.ts'
import { leaveMessage, startConversation } from './starting.ts'
import { visitorMessages, visitorTalk } from './talk.ts'
import { identifyVisitor, startVisit } from './visits.ts'

export function widgetRoutes(app: App): void {
  serve(app, widget.startVisit, (ctx, input, { request }) => startVisit(ctx, input, request), { perMinute: 120 })
  serve(app, widget.identifyVisitor, identifyVisitor, { perMinute: 20, by: 'caller' })
  serve(app, widget.startConversation, startConversation, { perMinute: 20, by: 'caller' })
  serve(app, widget.leaveMessage, leaveMessage, { perMinute: 10, by: 'caller' })
  serve(app, widget.visitorTalk, visitorTalk)
  serve(app, widget.visitorMessages, visitorMessages)
  serve(app, widget.postVisitorMessage, postVisitorMessage, { perMinute: 120, by: 'caller' })
  serve(app, widget.recallVisitorMessage, recallVisitorMessage)
  serve(app, widget.endVisitorConversation, endVisitorConversation)
  serve(app, widget.rateConversation, rateConversation, { perMinute: 20, by: 'caller' })
  serve(app, widget.declineRating, declineRating, { perMinute: 20, by: 'caller' })
  serve(app, widget.transcript, async (ctx, input, { request, reply }) => {
    const text = await transcript(ctx, input, localeOfRequest(request))
    reply
      .type('text/plain; charset=utf-8')
      .header('content-disposition', 'attachment; filename="transcript.txt"')
      .serializer((body) => body as string)
    return text
  })
}
