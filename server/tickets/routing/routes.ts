import * as contract from '../../../domain/tickets/routing/contract.ts'
import type { App } from '../../platform/http.ts'
import { serve } from '../../platform/route.ts'
import { dryRun } from './dry-run.ts'
import { createRule, listRules, orderRules, removeRule, updateRule } from './rules.ts'

export function ticketRoutingRoutes(app: App): void {
  serve(app, contract.listRoutingRules, (ctx) => listRules(ctx))
  serve(app, contract.createRoutingRule, createRule)
  serve(app, contract.updateRoutingRule, updateRule)
  serve(app, contract.removeRoutingRule, removeRule)
  serve(app, contract.orderRoutingRules, orderRules)
  serve(app, contract.dryRunRouting, dryRun)
}
