import fc from 'fast-check'
import type { Command } from './area.ts'
import { byTime } from './talks-model.ts'
import { staffNames } from './world.ts'

/** Time passes: what is due fires once. */
const waits = fc.constantFrom(5, 21, 61, 130, 700, 1900, 90_000).map(
  (seconds): Command => ({
    check: ({ talks: { talks } }) => talks.length > 0,
    async run({ talks: model }, world) {
      await world.pass(seconds)
      model.seconds += seconds
      for (const talk of model.talks) talk.may = byTime(talk)
    },
    toString: () => `${seconds} s pass`,
  }),
)

const name = fc.constantFrom(...staffNames)
/** Signed out: not heard at the next request, and the line is cut within 5 s. */
const signsOut = name.map(
  (who): Command => ({
    check: ({ talks: { signedOut } }) => !signedOut.has(who),
    async run({ talks: model }, world) {
      const { code } = await world.attempt(who, { method: 'DELETE', path: '/api/session' })
      if (code !== 'done') throw new Error(`${who} signs out: ${code}`)
      model.signedOut.add(who)
      if (!(await world.isCutOff(who))) throw new Error(`${who} is signed out and still hears`)
    },
    toString: () => `${who} signs out`,
  }),
)
const signsIn = name.map(
  (who): Command => ({
    check: ({ talks: { signedOut } }) => signedOut.has(who),
    async run({ talks: model }, world) {
      await world.signIn(who)
      model.signedOut.delete(who)
    },
    toString: () => `${who} signs in`,
  }),
)

export const timeCommands: fc.Arbitrary<Command>[] = [waits, waits, signsOut, signsIn, signsIn]
