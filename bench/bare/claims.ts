// The baseline of `claim`: the plainest correct queue, one SKIP LOCKED statement behind a plain HTTP server.
import { once } from 'node:events'
import { createServer } from 'node:http'
import pg from 'pg'
import { answerParent } from '../harness/child.ts'

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 })
await pool.query(
  'create table if not exists bare_claim (id bigint generated always as identity primary key, owner text)',
)

const claim = {
  name: 'claim',
  text: `update bare_claim set owner = $1 where id = (select id from bare_claim where owner is null order by id limit 1 for update skip locked) returning id`,
}
const http = createServer(async (request, response) => {
  const { rows } = await pool.query({ ...claim, values: [request.url] })
  const body = JSON.stringify(rows[0] ?? null)
  response.writeHead(200, { 'content-length': body.length }).end(body)
}).listen(0, '127.0.0.1')
await once(http, 'listening')

answerParent({
  port: () => {
    const address = http.address()
    return typeof address === 'object' && address ? address.port : 0
  },
  fill: async (count: number) => {
    await pool.query('truncate bare_claim restart identity')
    await pool.query('insert into bare_claim (owner) select null from generate_series(1, $1)', [count])
    await pool.query('analyze bare_claim')
  },
  doubles: async () => {
    const { rows } = await pool.query('select count(*)::int - count(distinct owner)::int as n from bare_claim')
    return rows[0].n
  },
})
