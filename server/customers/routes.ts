import * as contract from '../../domain/customers/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { customerView, revealContact, updateCustomer } from './actions.ts'
import { createByHand } from './by-hand.ts'
import { findCustomers } from './finding.ts'

export function customerRoutes(app: App): void {
  serve(app, contract.findCustomers, findCustomers, { perMinute: 12, by: 'caller' })
  serve(app, contract.createCustomer, createByHand, { perMinute: 12, by: 'caller' })
  serve(app, contract.getCustomer, (ctx, { id }) => customerView(ctx, id))
  serve(app, contract.updateCustomer, updateCustomer)
  serve(app, contract.revealContact, revealContact, { perMinute: 30, by: 'caller' })
}
