import * as contract from '../../domain/shift-checks/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { mine, ofMyGroups, updateItem } from './actions.ts'

export function shiftCheckRoutes(app: App): void {
  serve(app, contract.myShiftCheck, (ctx) => mine(ctx))
  serve(app, contract.updateCheckedItem, (ctx, input) => updateItem(ctx, input))
  serve(app, contract.listShiftChecks, (ctx, input) => ofMyGroups(ctx, input))
}
