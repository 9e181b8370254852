import * as contract from '../../../domain/tickets/field-contract.ts'
import type { App } from '../../platform/http.ts'
import { serve } from '../../platform/route.ts'
import { fieldsInUse } from './queries.ts'
import { addField, addPreset, changeField, dropField, listFields, sortFields } from './settings.ts'

export function ticketFieldRoutes(app: App): void {
  serve(app, contract.listFields, async (ctx) => ({ items: await fieldsInUse(ctx) }))
  serve(app, contract.listFieldSettings, (ctx) => listFields(ctx))
  serve(app, contract.createField, addField)
  serve(app, contract.updateField, changeField)
  serve(app, contract.removeField, dropField)
  serve(app, contract.orderFields, sortFields)
  serve(app, contract.addFieldPreset, addPreset)
}
