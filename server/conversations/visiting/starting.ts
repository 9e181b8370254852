import { isOpenAt } from '../../../domain/clocks/calendar.ts'
import type { Input, Reply } from '../../../domain/contract.ts'
import type * as widget from '../../../domain/conversations/widget-contract.ts'
import { AppError } from '../../../domain/errors.ts'
import type { Visitor } from '../../../domain/identity/actor.ts'
import { hoursText } from '../../../domain/settings/hours-text.ts'
import { addContact, recordConsent, renameCustomer } from '../../customers/actions.ts'
import type { Ctx, Tx } from '../../platform/context.ts'
import { scriptText } from '../../scripts/queries.ts'
import { type Site, siteById } from '../../settings/queries.ts'
import { fromCustomer, post, textFromCustomer } from '../messages.ts'
import { isSomebodyThere } from '../presence-queries.ts'
import { type Opening, openInBatch } from './opening.ts'
import { begunTalk, talkWithMessages } from './talk.ts'

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

/** The customer's first message. */
export async function startConversation(ctx: Ctx, input: Start): Promise<Started> {
  if (input.body === '' && !input.attachmentId) throw new AppError('invalid_input')
  const site = await siteOf(ctx)
  const answers = prechatAnswers(site, input)
  return begin(ctx, input, {
    site,
    orderNo: input.orderNo ?? answers.orderNo,
    prechat: answers.shown,
    name: answers.name,
    leftMessage: !isOpenAt(site.settings.hours, ctx.clock.now()) && !(await isSomebodyThere(ctx, site.groupId)),
    keep: site.settings.prechat.enabled ? (tx) => keepAnswers(tx, answers, input.consent) : undefined,
  })
}

/** Nobody is there: the message waits for the next agent, the contact is kept sealed, with the customer's consent (R17). */
export async function leaveMessage(ctx: Ctx, input: Input<typeof widget.leaveMessage>): Promise<Started> {
  const name = input.name.trim() || null
  return begin(ctx, input, {
    site: await siteOf(ctx),
    orderNo: null,
    prechat: {},
    name,
    leftMessage: true,
    keep: async (tx) => {
      const { customerId } = me(tx)
      if (name) await renameCustomer(tx, customerId, name)
      await addContact(tx, { customerId, value: input.contact })
      await recordConsent(tx, { customerId, purpose: 'service', textVersion: 'left-message/1', channel: 'web_chat' })
    },
  })
}

type Words = { conversationId: string; messageId: string; body: string; attachmentId?: string | undefined }
type About = Omit<Opening, 'visitor' | 'id' | 'welcome' | 'first'> & { site: Site }

async function begin(ctx: Ctx, input: Words, about: About): Promise<Started> {
  const opened = await openInBatch(ctx.platform, {
    ...about,
    visitor: me(ctx),
    id: input.conversationId,
    welcome: await firstWords(ctx, about.site, about.leftMessage),
    first: input.attachmentId ? undefined : textFromCustomer(ctx, input.conversationId, input),
  })
  if ('refused' in opened) throw opened.refused
  if ('row' in opened && opened.said) return begunTalk(ctx, opened)
  const id = 'row' in opened ? opened.row.id : opened.existing
  await post(ctx, fromCustomer(ctx, id, input))
  return talkWithMessages(ctx, id)
}

/** The site's own welcome, else the script of the house. A left message is answered with the opening hours, unless they are on: nobody happens to be there, and the line says that it has arrived. */
async function firstWords(ctx: Ctx, site: Site, leftMessage: boolean): Promise<string> {
  const { locale } = me(ctx)
  const { hours, brand, welcome } = site.settings
  if (leftMessage && isOpenAt(hours, ctx.clock.now())) return ''
  if (!leftMessage && welcome[locale]) return welcome[locale]
  const key = leftMessage ? 'greet.offhours' : 'greet.auto.welcome'
  return scriptText(ctx, key, locale, { brand, service_hours: hoursText(hours, locale) })
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

async function keepAnswers(tx: Tx, answers: Answers, consent: boolean): Promise<void> {
  const { customerId } = me(tx)
  if (answers.name) await renameCustomer(tx, customerId, answers.name)
  for (const value of answers.contacts) await addContact(tx, { customerId, value })
  if (consent)
    await recordConsent(tx, { customerId, purpose: 'service', textVersion: 'prechat/1', channel: 'web_chat' })
}
