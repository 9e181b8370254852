import { hash, verify } from '@node-rs/argon2'

/** reliability/baseline 1: argon2id, 19 MiB, two passes, one lane: 27 ms and at most 76 MiB at once. */
const strength = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const prefix = `$argon2id$v=19$m=${strength.memoryCost},t=${strength.timeCost},p=${strength.parallelism}$`
const inParallel = 4

let running = 0
const waiting: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= inParallel) await new Promise<void>((resolve) => waiting.push(resolve))
  else running++
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
}

export const hashPassword = (password: string): Promise<string> =>
  inTurn(() => hash(password.normalize('NFC'), strength))

let decoy: Promise<string> | undefined

/** Compares with a decoy when there is no hash, so that an unknown account takes as long as a known one. */
export async function isPassword(password: string, passwordHash: string | null): Promise<boolean> {
  decoy ??= hashPassword('nobody signs in with this')
  const against = passwordHash ?? (await decoy)
  const same = await inTurn(() => verify(against, password.normalize('NFC')))
  return same && passwordHash !== null
}

/** Made with other settings than today's: to be made again at the next sign-in. */
export const needsRehash = (passwordHash: string) => !passwordHash.startsWith(prefix)
