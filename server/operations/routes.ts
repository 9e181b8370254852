import { getHealth } from '../../domain/operations/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { healthOf, type NodeFacts } from './queries.ts'

export function operationsRoutes(app: App, node: () => NodeFacts): void {
  serve(app, getHealth, (ctx) => healthOf(ctx, node()))
}
