import {
  getCustomer,
  revealContact as revealEndpoint,
  updateCustomer as updateEndpoint,
} from '../../domain/customers/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { customerView, revealContact, updateCustomer } from './actions.ts'

export function customerRoutes(app: App): void {
  serve(app, getCustomer, (ctx, { id }) => customerView(ctx, id))
  serve(app, updateEndpoint, updateCustomer)
  serve(app, revealEndpoint, revealContact, { perMinute: 30, by: 'caller' })
}
