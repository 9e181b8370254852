import type { Recipe } from '../cell.ts'
import { administrationRecipes } from './administration.ts'
import { callbackRecipes } from './callbacks.ts'
import { clockRecipes } from './clocks.ts'
import { complaintRecipes } from './complaints.ts'
import { conversationRecipes } from './conversations.ts'
import { customerTicketRecipes } from './customer-tickets.ts'
import { customerRecipes } from './customers.ts'
import { fileRecipes } from './files.ts'
import { followUpRecipes } from './follow-ups.ts'
import { ownDeskRecipes } from './own-desk.ts'
import { shiftRecipes } from './shifts.ts'
import { ticketListRecipes } from './ticket-lists.ts'
import { ticketSettingsRecipes } from './ticket-settings.ts'
import { ticketRecipes } from './tickets.ts'

/** How the cells of every endpoint are tried. */
export const recipes: Record<string, Recipe[]> = {
  ...conversationRecipes,
  ...customerRecipes,
  ...ownDeskRecipes,
  ...shiftRecipes,
  ...administrationRecipes,
  ...clockRecipes,
  ...callbackRecipes,
  ...followUpRecipes,
  ...complaintRecipes,
  ...customerTicketRecipes,
  ...fileRecipes,
  ...ticketListRecipes,
  ...ticketSettingsRecipes,
  ...ticketRecipes,
}
