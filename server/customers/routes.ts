import {
  createCustomer,
  findCustomers as findEndpoint,
  getCustomer,
  revealContact as revealEndpoint,
  searchesPerMinute,
  updateCustomer as updateEndpoint,
} from '../../domain/customers/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { customerView, revealContact, updateCustomer } from './actions.ts'
import { createByHand } from './by-hand.ts'
import { findCustomers } from './finding.ts'

export function customerRoutes(app: App): void {
  serve(app, findEndpoint, findCustomers, { perMinute: searchesPerMinute, by: 'caller' })
  serve(app, createCustomer, createByHand, { perMinute: searchesPerMinute, by: 'caller' })
  serve(app, getCustomer, (ctx, { id }) => customerView(ctx, id))
  serve(app, updateEndpoint, updateCustomer)
  serve(app, revealEndpoint, revealContact, { perMinute: 30, by: 'caller' })
}
