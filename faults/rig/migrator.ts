// Brings the database of the argument to the newest schema, in a process that can be killed.
import { migrate } from '../../server/platform/migrate.ts'

await migrate(process.argv[2] ?? '')
