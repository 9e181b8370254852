import { readFileSync } from 'node:fs'

/** From the environment or from a file, never from an argument, which every account of the machine can read. */
export function passphraseOf(env: Record<string, string | undefined>): string | undefined {
  const file = env.BACKUP_PASSPHRASE_FILE
  const given = file ? readFileSync(file, 'utf8').trim() : env.BACKUP_PASSPHRASE
  if (!given) return undefined
  if (given.length < 12) throw new Error('BACKUP_PASSPHRASE: must have at least 12 characters')
  return given
}
