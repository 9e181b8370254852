import type { Locale } from '../../../domain/locale.ts'
import { changeHours, scoresOf, takesAnswer } from '../../../domain/surveys/rules.ts'
import { translate } from '../../platform/i18n.ts'
import { type Html, html } from '../../platform/private-page/html.ts'
import type { Notice, Page } from '../../platform/private-page/pages.ts'
import type { LinkedSurvey } from '../queries.ts'

const star = 'M12 2.8l2.84 5.76 6.36.92-4.6 4.48 1.09 6.33L12 17.3l-5.69 2.99 1.09-6.33-4.6-4.48 6.36-.92z'
const glyphs = {
  done: html`<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M5 12.5l4.5 4.5L19 7.5"/></svg>`,
  over: html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7v5l3 2"/></svg>`,
  gone: html`<svg viewBox="0 0 24 24" aria-hidden="true"><circle cx="12" cy="12" r="9"/><path d="M12 7.5v5.5M12 16.5v.01"/></svg>`,
}

export type Problem = 'choose' | 'tooLong'
export type Shown = { survey: LinkedSurvey; now: Date; isChanging: boolean; problem?: Problem; comment?: string }

const saying = (locale: Locale) => (key: string, params?: Record<string, unknown>) =>
  translate(locale, `survey.${key}`, params)
type Say = ReturnType<typeof saying>

/** The whole page: a form that needs no script, or what became of it. */
export function surveyPage(shown: Shown): Page {
  const { survey, now, isChanging } = shown
  const say = saying(survey.locale)
  const isOpen = survey.state !== 'opted_out' && takesAnswer(survey, now)
  const body = () => {
    if (survey.state === 'opted_out') return told(say, 'done', 'optedOut')
    if (survey.score !== null && !(isChanging && isOpen)) return thanks(say, survey, isOpen)
    return isOpen ? form(say, shown) : told(say, 'over', 'expired')
  }
  return { locale: survey.locale, title: say('title'), body: html`${head(say, survey)}${body()}` }
}

/** What is said where there is no survey to show. */
export function noticePage(locale: Locale, notice: Notice): Page {
  const say = saying(locale)
  return { locale, title: say(notice), body: told(say, 'gone', notice) }
}

function head(say: Say, { brand, agent, ticketNo }: LinkedSurvey): Html {
  const served = agent ? say('served', { agent }) : say('lead', { brand })
  const under = ticketNo ? `${say('ticket', { no: ticketNo })} · ${served}` : served
  return html`<header><span class="mark" aria-hidden="true">${[...brand][0] ?? ''}</span>
<div><p class="brand">${brand}</p><p class="quiet">${under}</p></div></header>`
}

function form(say: Say, { survey, problem, comment }: Shown): Html {
  return html`<h1>${say('title')}</h1>
${problem ? html`<p class="problem" role="alert">${say(problem)}</p>` : null}
<form method="post">${scores(say, survey)}
<label class="field">${say('comment')}<textarea name="comment" maxlength="1000" placeholder="${say('commentHint')}">${comment ?? survey.comment}</textarea></label>
<button name="act" value="rate">${say('submit')}</button></form>${survey.score === null ? leaving(say) : null}`
}

function scores(say: Say, { scale, score }: LinkedSurvey): Html {
  const isThree = scale === 'three'
  const choices = isThree ? [...scoresOf(scale)].reverse() : scoresOf(scale)
  const choice = (one: number) => {
    const word = say(`${isThree ? 'three' : 'score'}.${one}`)
    const input = html`<input type="radio" name="score" value="${one}" required ${one === score ? html`checked` : null}>`
    if (isThree) return html`<label>${input}${word}</label>`
    return html`<label title="${say('scoreOf', { score: one, word })}">${input}<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${star}"/></svg><span>${word}</span></label>`
  }
  return html`<fieldset><legend>${say('legend')}</legend><div class="${isThree ? 'words' : 'stars'}">${choices.map(choice)}</div></fieldset>`
}

function leaving(say: Say): Html {
  return html`<details><summary>${say('optOutAsk')}</summary><p>${say('optOutHint')}</p>
<form method="post"><button class="plain" name="act" value="opt_out">${say('optOut')}</button></form></details>`
}

function thanks(say: Say, survey: LinkedSurvey, isOpen: boolean): Html {
  const { score, scale, answeredAt, low, locale, timeZone } = survey
  const word = say(`${scale === 'three' ? 'three' : 'score'}.${score}`)
  const until = new Date((answeredAt?.getTime() ?? 0) + changeHours * 3_600_000)
  const time = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(until)
  const given = scoresOf('five').map(
    (one) =>
      html`<svg viewBox="0 0 24 24" class="${one <= (score ?? 0) ? 'lit' : ''}" aria-hidden="true"><path d="${star}"/></svg>`,
  )
  return html`<div class="done"><span class="glyph">${glyphs.done}</span><h1>${say('thanks')}</h1>
${scale === 'five' ? html`<div class="given">${given}</div>` : null}<p>${say('yours', { word })}</p>
<p class="quiet">${say(low ? 'low' : 'used')}</p>
${isOpen ? html`<a class="button plain" href="?change=1">${say('change')}</a><p class="quiet">${say('changeUntil', { time })}</p>` : null}</div>`
}

function told(say: Say, glyph: keyof typeof glyphs, key: string): Html {
  return html`<div class="done"><span class="glyph">${glyphs[glyph]}</span><h1>${say(key)}</h1><p class="quiet">${say(`${key}Hint`)}</p></div>`
}
