import * as settings from '../../domain/settings/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { getCentre, updateCentre } from './centre.ts'
import { createCategory, listCategories, orderCategories, updateCategory } from './classification.ts'
import { listSites, openSite, rotateSiteSecret, updateSite } from './sites.ts'

export function settingsRoutes(app: App): void {
  serve(app, settings.listSites, (ctx) => listSites(ctx))
  serve(app, settings.createSite, openSite)
  serve(app, settings.updateSite, updateSite)
  serve(app, settings.rotateSiteSecret, rotateSiteSecret)
  serve(app, settings.getCentre, (ctx) => getCentre(ctx))
  serve(app, settings.updateCentre, updateCentre)
  serve(app, settings.listCategories, (ctx) => listCategories(ctx))
  serve(app, settings.updateCategory, updateCategory)
  serve(app, settings.createCategory, createCategory)
  serve(app, settings.orderCategories, orderCategories)
}
