// The baseline of a start: the same PostgreSQL and an HTTP server that only says yes. Arguments: data folder, port.
import { createServer } from 'node:http'
import { startPostgres } from '../../server/platform/postgres.ts'

const [folder = '', port = ''] = process.argv.slice(2)
const postgres = await startPostgres({ folder })
createServer((_, response) => response.end('yes')).listen(Number(port), '127.0.0.1')
process.once('SIGTERM', async () => {
  await postgres.stop()
  process.exit(0)
})
