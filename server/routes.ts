import type { App } from './platform/http.ts'

/** The product on one page: one line per area. */
export function mountRoutes(_app: App): void {
}
