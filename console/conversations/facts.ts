import {
  type ConversationFacts,
  canAccept,
  canNote,
  canReply,
  canSteer,
  canSupervise,
} from '../../domain/conversations/access.ts'
import type { ConversationView } from '../../domain/conversations/views.ts'
import type { Staff } from '../../domain/identity/actor.ts'
import type { Me } from '../../domain/identity/contract.ts'

export function factsOf(view: ConversationView): ConversationFacts {
  return {
    id: view.id,
    state: view.state,
    visitorId: null,
    groupId: view.group?.id ?? null,
    assigneeId: view.assignee?.id ?? null,
    firstResponsibleId: view.firstResponsible?.id ?? null,
    offeredTo: view.offeredTo,
    participantIds: view.participants.map((person) => person.id),
  }
}

export function actorOf(me: Me): Staff {
  return {
    kind: 'staff',
    id: me.id,
    name: me.name,
    staffNo: me.staffNo,
    roles: me.roles,
    groupIds: me.groups.map((group) => group.id),
    departmentId: me.departmentId,
    locale: me.locale,
    sessionId: '',
  }
}

/** What this person may do with the conversation as it stands now; the server decides again. */
export function mayOf(view: ConversationView, actor: Staff) {
  const facts = factsOf(view)
  return {
    accept: canAccept(actor, facts),
    reply: canReply(actor, facts),
    note: canNote(actor, facts),
    steer: canSteer(actor, facts),
    supervise: canSupervise(actor, facts),
  }
}
export type May = ReturnType<typeof mayOf>
