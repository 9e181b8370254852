import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { type Fault, outcome } from '../fault.ts'
import { checkOracles } from '../rig/oracles.ts'
import { withStage } from '../rig/stage.ts'

const hourMs = 3_600_000
const preload = join(import.meta.dirname, '../rig/shift-clock.ts')

export const clockJumps: Fault = {
  id: 'F15',
  title: "the server's wall clock jumps +2 h, then -1 h, live",
  async run(scale) {
    const each = scale === 'full' ? 300 : 40
    const folder = mkdtempSync(join(tmpdir(), 'shouwen-clock-'))
    const file = join(folder, 'offset')
    writeFileSync(file, '0')
    const node = { flags: ['--import', preload], env: { SHIFT_FILE: file } }
    try {
      return await withStage({ durable: false, size: { talks: 10, visitors: 10 }, node }, async (stage) => {
        await stage.watchAll()
        await stage.send(each)
        const { pool } = stage.database
        const { rows: before } = await pool.query(`select count(*)::int as running from clock where state = 'running'`)
        for (const offset of [2 * hourMs, -hourMs, 0]) {
          writeFileSync(file, String(offset))
          await pause(1500)
          await stage.send(each)
        }
        await pause(2500)
        const found = await checkOracles(stage)
        const early = await pool.query(
          `select count(*)::int as count from event where kind = 'clock.fired' and at < (payload->>'dueAt')::timestamptz - interval '1 second'`,
        )
        const wrongTimes = await pool.query(
          `select count(*)::int as count from message where abs(extract(epoch from at - now())) > 1800`,
        )
        const sessions = await pool.query('select count(*)::int as count from session')
        return outcome(found, {
          load: `${each * 4} sends, 3 jumps`,
          note: `${before[0]?.running} clocks running`,
          own: [
            early.rows[0]?.count > 0 && `${early.rows[0]?.count} clocks fired early`,
            wrongTimes.rows[0]?.count > 0 && `${wrongTimes.rows[0]?.count} messages carry a wrong time`,
            sessions.rows[0]?.count < stage.world.agents.length && 'sessions ended with the jump',
            (stage.sent.answers[401] ?? 0) > 0 && 'somebody was signed out',
          ],
        })
      })
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
