import * as scripts from '../../domain/scripts/contract.ts'
import type { App } from '../platform/http.ts'
import { serve } from '../platform/route.ts'
import { createScript, declineScript, editScript, publishScript, restoreScript, retireScript } from './editing.ts'
import { listScriptProposals, listScripts, scriptFile } from './library.ts'

export function scriptRoutes(app: App): void {
  serve(app, scripts.listScripts, listScripts)
  serve(app, scripts.listScriptProposals, (ctx) => listScriptProposals(ctx))
  serve(app, scripts.getScript, (ctx, { id }) => scriptFile(ctx, id))
  serve(app, scripts.createScript, createScript)
  serve(app, scripts.editScript, editScript)
  serve(app, scripts.publishScript, publishScript)
  serve(app, scripts.declineScript, declineScript)
  serve(app, scripts.retireScript, retireScript)
  serve(app, scripts.restoreScript, restoreScript)
}
