import { isOpenAt } from '../../../domain/clocks/calendar.ts'
import type { Input, Reply } from '../../../domain/contract.ts'
import type * as widget from '../../../domain/conversations/widget-contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Visitor } from '../../../domain/identity/actor.ts'
import { hoursText } from '../../../domain/settings/hours-text.ts'
import { startClock, stopClocks } from '../../clocks/actions.ts'
import { addContact, recordConsent, renameCustomer } from '../../customers/actions.ts'
import { type Ctx, type Tx, transact } from '../../platform/context.ts'
import { scriptText } from '../../scripts/queries.ts'
import { type Site, siteById } from '../../settings/queries.ts'
import { fromCustomer, post } from '../messages.ts'
import { isSomebodyThere } from '../presence-queries.ts'
import { insertConversation, loadConversation, queueLeg } from '../queries.ts'
import { addSystemLine } from '../system-line.ts'
import { latestConversationId, lockVisitor, openConversationId } from './queries.ts'
import { talkWithMessages } from './talk.ts'

type Start = Input<typeof widget.startConversation>
type Started = Reply<typeof widget.startConversation>
const me = (ctx: Ctx): Visitor => {
  if (ctx.actor.kind !== 'visitor') throw new AppError('not_signed_in')
  return ctx.actor
}
async function siteOf(ctx: Ctx): Promise<Site> {
  const site = await siteById(ctx, me(ctx).siteId)
  if (!site?.active) throw new AppError('not_found')
  return site
}

/** The customer's first message. Retries bring the same ids and find what they made; a second tab joins the open talk. */
export async function startConversation(ctx: Ctx, input: Start): Promise<Started> {
  if (input.body === '' && !input.attachmentId) throw new AppError('invalid_input')
  const site = await siteOf(ctx)
  const answers = prechatAnswers(site, input)
  const id = await transact(ctx, async (tx) => {
    await lockVisitor(tx, me(tx).id)
    const existing = await existingConversation(tx, input.conversationId)
    if (existing) return existing
    await keepAnswers(tx, site, { answers, consent: input.consent })
    await open(tx, site, {
      id: input.conversationId,
      orderNo: input.orderNo ?? answers.orderNo,
      prechat: answers.shown,
      leftMessage: !(await isSomebodyThere(tx, site.groupId)) && !isOpenAt(site.settings.hours, tx.clock.now()),
    })
    return input.conversationId
  })
  await post(ctx, fromCustomer(ctx, id, input))
  return talkWithMessages(ctx, id)
}

/** Nobody is there: the message waits for the next agent, the contact is kept sealed, with the customer's consent (R17). */
export async function leaveMessage(ctx: Ctx, input: Input<typeof widget.leaveMessage>): Promise<Started> {
  const site = await siteOf(ctx)
  const id = await transact(ctx, async (tx) => {
    await lockVisitor(tx, me(tx).id)
    const existing = await existingConversation(tx, input.conversationId)
    if (existing) return existing
    const { customerId } = me(tx)
    if (input.name.trim()) await renameCustomer(tx, customerId, input.name.trim())
    await addContact(tx, { customerId, value: input.contact })
    await recordConsent(tx, { customerId, purpose: 'service', textVersion: 'left-message/1', channel: 'web_chat' })
    await open(tx, site, { id: input.conversationId, orderNo: null, prechat: {}, leftMessage: true })
    return input.conversationId
  })
  await post(ctx, fromCustomer(ctx, id, input))
  return talkWithMessages(ctx, id)
}

async function existingConversation(tx: Tx, id: string): Promise<string | null> {
  const same = await loadConversation(tx, id)
  if (same && same.visitorId !== me(tx).id) throw new AppError('idempotency_mismatch')
  return same?.id ?? (await openConversationId(tx, me(tx).id))
}

type Opening = { id: string; orderNo: string | null; prechat: Record<string, string>; leftMessage: boolean }

/** Welcome and queue in one transaction: no customer waits without an answer, whatever dies (SOP 000 二(一): <= 10 s). */
async function open(tx: Tx, site: Site, opening: Opening): Promise<void> {
  const { id: visitorId, customerId, locale } = me(tx)
  const now = tx.clock.now()
  const subject = { type: 'conversation', id: opening.id }
  const made = await insertConversation(tx, {
    id: opening.id,
    siteId: site.id,
    visitorId,
    customerId,
    locale,
    state: 'queued',
    groupId: site.groupId,
    orderNo: opening.orderNo,
    prechat: opening.prechat,
    leftMessage: opening.leftMessage,
    startedAt: now,
    welcomedAt: now,
    queuedAt: now,
    lastActivityAt: now,
    previousId: await latestConversationId(tx, customerId),
  })
  if (!made) throw new AppError('idempotency_mismatch')
  await startClock(tx, { subject, kind: 'auto_welcome' })
  await queueLeg(tx, { conversationId: opening.id, groupId: site.groupId, reason: 'started' })
  const welcome = await firstWords(tx, site, opening.leftMessage)
  await addSystemLine(tx, {
    conversationId: opening.id,
    system: { key: opening.leftMessage ? 'left_message' : 'welcome', params: {} },
    body: welcome,
  })
  await stopClocks(tx, opening.id, ['auto_welcome'])
  const about = { channel: 'web_chat', groupId: site.groupId, staffId: null }
  tx.record({
    subject,
    kind: 'conversation.started',
    to: 'queued',
    payload: { ...about, welcomeMs: tx.clock.now().getTime() - now.getTime(), leftMessage: opening.leftMessage },
  })
  tx.record({
    subject,
    kind: 'conversation.queued',
    from: 'queued',
    to: 'queued',
    payload: { ...about, leftMessage: opening.leftMessage },
  })
  if (!opening.leftMessage) await startClock(tx, { subject, kind: 'queue_limit' })
  tx.afterCommit(() => tx.platform.hints.publish({ topic: 'conversation', id: opening.id }))
}

/** The site's own welcome, else the script of the house. A left message is answered with the opening hours, unless they are on: nobody happens to be there, and the line says that it has arrived. */
async function firstWords(tx: Tx, site: Site, leftMessage: boolean): Promise<string> {
  const { locale } = me(tx)
  const values = { brand: site.settings.brand, service_hours: hoursText(site.settings.hours, locale) }
  if (leftMessage && isOpenAt(site.settings.hours, tx.clock.now())) return ''
  if (leftMessage) return scriptText(tx, 'greet.offhours', locale, values)
  return site.settings.welcome[locale] || scriptText(tx, 'greet.auto.welcome', locale, values)
}

type Answers = { shown: Record<string, string>; contacts: string[]; name: string | null; orderNo: string | null }

/** Checks what the pre-chat form asks; contacts are kept apart, sealed, and only with consent. */
function prechatAnswers(site: Site, input: Start): Answers {
  const { prechat } = site.settings
  const answers: Answers = { shown: {}, contacts: [], name: null, orderNo: null }
  if (!prechat.enabled) return answers
  const known = new Set(prechat.fields.map((field) => field.key))
  if (Object.keys(input.prechat).some((key) => !known.has(key))) throw new AppError('invalid_input')
  for (const field of prechat.fields) {
    const value = input.prechat[field.key]?.trim() ?? ''
    // Who refuses consent may leave even a required contact empty and is served all the same (R17, PIPL Art 16).
    const isRequired = field.required && (field.kind !== 'contact' || input.consent)
    if (value === '' && isRequired) throw new AppError('invalid_input')
    if (value === '') continue
    if (field.kind === 'contact') answers.contacts.push(value)
    else answers.shown[field.key] = value
    if (field.kind === 'order_no') answers.orderNo = value
    if (field.key === 'name') answers.name = value
  }
  if (answers.contacts.length > 0 && !input.consent) throw new AppError('invalid_input')
  return answers
}

async function keepAnswers(
  tx: Tx,
  site: Site,
  { answers, consent }: { answers: Answers; consent: boolean },
): Promise<void> {
  const { customerId } = me(tx)
  if (answers.name) await renameCustomer(tx, customerId, answers.name)
  for (const value of answers.contacts) await addContact(tx, { customerId, value })
  if (site.settings.prechat.enabled && consent)
    await recordConsent(tx, { customerId, purpose: 'service', textVersion: 'prechat/1', channel: 'web_chat' })
}
