import type { Locale } from '../../../domain/locale.ts'
import { translate } from '../../platform/i18n.ts'
import { type Html, html } from '../../platform/private-page/html.ts'
import type { Notice, Page } from '../../platform/private-page/pages.ts'
import { timeWords } from '../words.ts'
import type { Behind } from './doors.ts'

const saying = (locale: Locale) => (key: string, params?: Record<string, unknown>) =>
  translate(locale, `progress.${key}`, params)
type Say = ReturnType<typeof saying>
type Part = Behind & { say: Say; time: (at: string) => string }

/** A ticket as its customer follows it: how far, what is asked, the result, and the forms that go with it. No script. */
export function ticketPage(behind: Behind, newNoteId: string): Page {
  const say = saying(behind.locale)
  const time = (at: string) => timeWords(behind.locale, new Date(at), behind.door.timeZone)
  const part = { ...behind, say, time }
  const { no } = behind.ticket
  const form = answer(part, newNoteId)
  return {
    locale: behind.locale,
    title: say('title', { no }),
    body: html`${head(part)}${problem(part)}${asked(part)}${behind.ticket.asked ? form : null}${result(part)}${words(part)}${behind.ticket.asked ? null : form}`,
  }
}

export function ticketNotice(locale: Locale, notice: Notice): Page {
  const say = saying(locale)
  const body = html`<div class="done"><h1>${say(notice)}</h1><p class="quiet">${say(`${notice}Hint`)}</p></div>`
  return { locale, title: say(notice), body }
}

function head({ say, time, ticket, door }: Part): Html {
  const { no, state, about, department, openedAt, dueAt } = ticket
  return html`<header><span class="mark" aria-hidden="true">${[...door.brand][0] ?? ''}</span>
<div><p class="brand">${door.brand}</p><p class="quiet">${say('title', { no })}</p></div></header>
<h1>${say(`state.${state}`)}</h1><p class="quiet">${say(`stateHint.${state}`)}</p>
<dl class="facts"><dt>${say('opened')}</dt><dd>${time(openedAt)}</dd>
${department ? html`<dt>${say('department')}</dt><dd>${department}</dd>` : null}
${dueAt ? html`<dt>${say('due')}</dt><dd>${say('dueBy', { time: time(dueAt) })}</dd>` : null}
<dt>${say('about')}</dt><dd class="said">${about}</dd></dl>`
}

function problem({ say, problem: found }: Part): Html | null {
  return found ? html`<p class="problem" role="alert">${say(`problem.${found}`)}</p>` : null
}

function asked({ say, time, ticket }: Part): Html | null {
  if (!ticket.asked) return null
  const { steps, until } = ticket.asked
  return html`<section class="box asked"><h2>${say('asked')}</h2><p class="said">${steps}</p>
${until ? html`<p class="quiet">${say('askedUntil', { time: time(until) })}</p>` : null}</section>`
}

function result({ say, time, ticket, problem: found, typed }: Part): Html | null {
  if (!ticket.result) return null
  const { result: what, solution, notes, at } = ticket.result
  const { confirm, dispute } = ticket.may
  const isDisputing = found === 'needsReason' || (found === 'tooLong' && dispute)
  return html`<section class="box"><h2>${say('result')}</h2><p class="said">${what}</p>
${solution ? html`<h3>${say('solution')}</h3><p class="said">${solution}</p>` : null}
${notes ? html`<h3>${say('notes')}</h3><p class="said">${notes}</p>` : null}
<p class="quiet">${time(at)}</p>
${confirm ? html`<form method="post"><button name="act" value="confirm">${say('confirm')}</button></form>` : null}
${
  dispute
    ? html`<details ${isDisputing ? html`open` : null}><summary>${say('dispute')}</summary>
<form method="post"><label class="field">${say('reason')}<textarea name="words" maxlength="500" required>${isDisputing ? (typed ?? '') : ''}</textarea></label>
<button class="plain" name="act" value="dispute">${say('disputeSend')}</button></form></details>`
    : null
}</section>`
}

const listSeparator: Record<Locale, string> = { 'zh-CN': '、', 'zh-TW': '、', en: ', ' }

function words({ say, time, ticket, locale }: Part): Html | null {
  if (ticket.words.length === 0 && ticket.files.length === 0) return null
  const items = ticket.words.map(
    ({ from, body, at }) =>
      html`<li class="${from}"><p class="said">${body}</p><p class="quiet">${say(from)} · ${time(at)}</p></li>`,
  )
  return html`<section><h2>${say('words')}</h2><ol class="talk">${items}</ol>
${ticket.files.length > 0 ? html`<p class="quiet">${say('files', { names: ticket.files.map(({ name }) => name).join(listSeparator[locale]) })}</p>` : null}</section>`
}

function answer({ say, ticket, problem: found, typed }: Part, newNoteId: string): Html | null {
  if (!ticket.may.answer) return null
  const isMine = found === 'needsWords' || found === 'tooLate' || (found === 'tooLong' && !ticket.may.dispute)
  return html`<form method="post"><input type="hidden" name="note" value="${newNoteId}">
<label class="field">${say(ticket.asked ? 'answer' : 'add')}<textarea name="words" maxlength="4000" required>${isMine ? (typed ?? '') : ''}</textarea></label>
<button ${ticket.may.confirm ? html`class="plain"` : null} name="act" value="answer">${say('send')}</button></form>`
}
