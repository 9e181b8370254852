import { z } from 'zod'
import { text } from '../../../domain/contract.ts'
import { AppError } from '../../../domain/errors.ts'
import { type Ctx, transact } from '../../platform/context.ts'
import { hashToken } from '../../platform/crypto.ts'
import { optOut, rateByLink } from '../actions.ts'
import { linkedSurvey } from '../queries.ts'
import type { Problem, Shown } from './page.ts'

/** What stands behind the address; a token that leads nowhere answers like one that never was. */
export async function surveyBehind(ctx: Ctx, token: string, isChanging: boolean): Promise<Shown> {
  const hash = hashToken(token)
  const survey = hash && (await linkedSurvey(ctx, hash))
  if (!survey) throw new AppError('not_found')
  return { survey, now: ctx.clock.now(), isChanging }
}

const rating = z.object({ score: z.coerce.number(), comment: text(1000) })

/** Takes what the form sent; a slip of the hand comes back as the form with a word on what is missing. */
export async function takeForm(ctx: Ctx, token: string, form: URLSearchParams): Promise<Shown | 'taken'> {
  const shown = await surveyBehind(ctx, token, true)
  const tokenHash = hashToken(token) as Buffer
  if (form.get('act') === 'opt_out') {
    await transact(ctx, (tx) => optOut(tx, { tokenHash }))
    return 'taken'
  }
  // A browser sends the lines of a textarea as CR LF.
  const comment = (form.get('comment') ?? '').replace(/\r\n?/g, '\n').trim()
  const read = rating.safeParse({ score: form.get('score') ?? '', comment })
  if (!read.success) return { ...shown, comment: comment.slice(0, 1000), problem: problemOf(read.error) }
  try {
    await transact(ctx, (tx) => rateByLink(tx, tokenHash, read.data))
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    if (error.code === 'invalid_input') return { ...shown, comment, problem: 'choose' }
    // Too late, or over: the page itself says so.
    if (error.code !== 'link_expired' && error.code !== 'wrong_state') throw error
  }
  return 'taken'
}

const problemOf = (error: z.ZodError): Problem =>
  error.issues.some((issue) => issue.path[0] === 'comment' && issue.code === 'too_big') ? 'tooLong' : 'choose'
