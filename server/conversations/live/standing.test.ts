import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { atDesk, guestLive } from '../../../test/live.ts'
import { guest } from '../../../test/visitor.ts'

const app = await startTestApp()
afterAll(() => app.close())
let people: Cast
beforeAll(async () => {
  people = await cast(app)
})

test('an open window learns that the first agent arrived, and that the last one left', async () => {
  const window = await guestLive(app, await guest(app, people))
  const desk = await atDesk(app, people.xiaowang)
  await window.until(() => window.frames.some((frame) => frame.type === 'open' && frame.open))
  await desk.close()
  await window.until(() => {
    const last = window.frames.findLast((frame) => frame.type === 'open')
    return last?.type === 'open' && !last.open
  })
  const told = window.frames.flatMap((frame) => (frame.type === 'open' ? [frame.open] : []))
  // Only changes are told.
  expect(told.every((open, index) => open !== told[index - 1])).toBe(true)
  await window.close()
})
