import type { App } from '../platform/http.ts'
import { privatePages } from '../platform/private-page/pages.ts'
import { noticePage, surveyPage } from './link/page.ts'
import { surveyBehind, takeForm } from './link/visit.ts'

/** The page behind a private link to rate. */
export function surveyRoutes(app: App): void {
  privatePages(app, {
    path: '/s/:token',
    read: async (ctx, token, query) => surveyPage(await surveyBehind(ctx, token, query.change !== undefined)),
    take: async (ctx, token, form) => {
      const outcome = await takeForm(ctx, token, form)
      return outcome === 'taken' ? outcome : surveyPage(outcome)
    },
    notice: noticePage,
  })
}
