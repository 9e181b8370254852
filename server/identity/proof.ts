import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../../domain/errors.ts'
import { lockoutMinutes, signInAttempts } from '../../domain/identity/session.ts'
import { type Ctx, transact } from '../platform/context.ts'
import type { Account } from './account-queries.ts'
import { isPassword } from './passwords.ts'
import { countAttempt, forgetAttempts, lockAddress } from './session-queries.ts'

export type Credentials = { email: string; password: string }

/** privacy 4.2: five failures lock for 30 minutes. An unknown address answers, waits and locks like a known one. */
export async function provenAccount(
  ctx: Ctx,
  account: Account | undefined,
  { email, password }: Credentials,
): Promise<Account> {
  const blind = attemptsKey(ctx, email)
  const counted = await decidedAttempt(ctx, blind)
  if (counted === 'locked') throw new AppError('account_locked')
  const right = await isPassword(password, account?.passwordHash ?? null)
  if (account && right) {
    await forgetAttempts(ctx, blind)
    return account
  }
  if (counted === 'first' || !(await lockAddress(ctx, blind, signInAttempts))) throw new AppError('wrong_credentials')
  if (account)
    await transact(ctx, async (tx) =>
      tx.record({ subject: { type: 'staff', id: account.id }, kind: 'staff.sign_in_locked' }),
    )
  throw new AppError('account_locked')
}

const lookAgainMs = 50
/** Ten seconds: longer than five passwords take on a machine that is out of breath. */
const looksAtMost = 200

/** Twenty right passwords at once are no attack: who comes while five are being looked at waits for what they were. */
async function decidedAttempt(ctx: Ctx, blind: Buffer): Promise<'first' | 'last' | 'locked'> {
  for (let look = 1; look <= looksAtMost; look++) {
    const counted = await countAttempt(ctx, blind, { attempts: signInAttempts, minutes: lockoutMinutes })
    if (counted !== 'undecided') return counted
    await pause(lookAgainMs)
  }
  throw new AppError('busy')
}

export const attemptsKey = (ctx: Ctx, email: string) => ctx.platform.sealer.blind(email.trim().toLowerCase(), 'sign-in')
