import { changeTemplates, copyWeek, getWeek, planDay, planPattern } from '../../domain/shifts/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { copyOneWeek, planEveryWeek, planOneDay, setTemplates, weekOf } from './actions.ts'

export function shiftRoutes(app: App): void {
  serve(app, getWeek, weekOf)
  serve(app, copyWeek, copyOneWeek)
  serve(app, planDay, planOneDay)
  serve(app, planPattern, planEveryWeek)
  serve(app, changeTemplates, setTemplates)
}
