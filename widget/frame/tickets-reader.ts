import type { Api } from '../delivery/api.ts'
import type { TicketActs } from '../tickets/types.ts'
import type { State } from './state.ts'
import type { Store } from './store.ts'

type Ports = { store: Store<State>; api: Api; siteKey: string }
/** Screens and all, fetched for those who have tickets. */
export type TicketsPart = () => Promise<{ startTickets(ports: Ports): Promise<TicketActs> }>

/** Reads the customer's tickets: when the line stands, for whoever may have some, and when the server says that one moved. */
export function createTicketsReader(load: TicketsPart, ports: Ports, mayHave: () => unknown) {
  let part: Promise<TicketActs> | undefined
  const read = () => {
    part ??= load().then(({ startTickets }) => startTickets(ports))
    part
      .then((acts) => acts.refresh())
      .catch(() => {
        part = undefined
      })
  }
  return { read, up: () => (part || mayHave()) && read() }
}
