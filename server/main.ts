import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'
import { type Postgres, startPostgres } from './platform/postgres.ts'
import { messageOf, say } from './platform/start/console.ts'
import { openDataFolder } from './platform/start/data-folder.ts'
import { readSettings, refuseToStart } from './platform/start/env.ts'

// Halves the time to read in 1,100 files; where the folder cannot be written the start is merely slower.
if (!process.env.NODE_COMPILE_CACHE) enableCompileCache(fileURLToPath(new URL('../.cache/node', import.meta.url)))

// PostgreSQL tells of each ordinary start and stop; the operator needs the rest.
const sayUnlessRoutine = (line: string) => {
  if (!line.startsWith('postgres: LOG:')) say(line)
}

async function start(): Promise<void> {
  const settings = readSettings(process.argv.slice(2), process.env)
  const data = await openDataFolder(settings.data, settings.secretKey ? { key: settings.secretKey } : {})
  const stop: (() => Promise<void>)[] = [async () => data.release()]
  const way = wayOut(stop)
  try {
    // The product is read in while PostgreSQL starts.
    const loading = import('./serving.ts')
    const postgres = settings.databaseUrl ? null : await startPostgres({ folder: data.path, log: sayUnlessRoutine })
    if (postgres) stop.unshift(() => postgres.stop())
    way.open(postgres)
    const { serve } = await loading
    await serve({ settings, data, stop, databaseUrl: settings.databaseUrl ?? (postgres as Postgres).url })
  } catch (error) {
    // After a signal the start fails for that reason alone.
    if (await way.leave()) throw error
  }
}

/** One orderly way out; Ctrl-C arrives twice (terminal and launcher), and PostgreSQL may die under us. */
function wayOut(steps: (() => Promise<void>)[]) {
  let leaving = false
  const leave = async (): Promise<boolean> => {
    if (leaving) return false
    leaving = true
    for (const step of steps) await step().catch((error) => process.stderr.write(`${messageOf(error)}\n`))
    return true
  }
  const leaveWith = async (code: number) => {
    if (await leave()) process.exit(code)
  }
  const open = (postgres: Postgres | null) => {
    process.on('SIGTERM', () => void leaveWith(0))
    process.on('SIGINT', () => void leaveWith(0))
    postgres?.exited.then(() => {
      if (leaving) return
      process.stderr.write('shouwen: PostgreSQL ended unexpectedly; stopping. The next start recovers it.\n')
      return leaveWith(1)
    })
  }
  return { open, leave }
}

start().catch(refuseToStart)
