import {
  assignCallback,
  attemptCallback,
  cancelCallback,
  getCallback,
  listCallbacks,
} from '../../domain/callbacks/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { assign, attempt, cancel } from './calling.ts'
import { callbackList, fileOf } from './views.ts'

export function callbackRoutes(app: App): void {
  serve(app, listCallbacks, callbackList)
  serve(app, getCallback, (ctx, { id }) => fileOf(ctx, id))
  serve(app, attemptCallback, attempt)
  serve(app, assignCallback, assign)
  serve(app, cancelCallback, cancel)
}
