import { getSatisfaction, getWall } from '../../domain/reports/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { wallView } from './queries.ts'
import { satisfaction } from './satisfaction.ts'

export function reportRoutes(app: App): void {
  serve(app, getWall, wallView)
  serve(app, getSatisfaction, satisfaction)
}
