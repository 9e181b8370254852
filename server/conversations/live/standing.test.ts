import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp } from '../../../test/app.ts'
import { type Cast, cast } from '../../../test/cast.ts'
import { atDesk, guestLive, type Live, staffLive } from '../../../test/live.ts'
import { guest } from '../../../test/visitor.ts'

const groupsOn = (live: Live) =>
  live.frames.flatMap((frame) => (frame.type === 'wall' ? [frame.wall.queue.map(({ groupId }) => groupId).sort()] : []))

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

// domain/model 2.5, `wall.view`: a supervisor's own groups, all of them for the management.
test('the live wall shows a supervisor the own groups and the management all', async () => {
  const { li, boss, zhang, groupA, groupB } = people
  await Promise.all([li.signIn(), boss.signIn()])
  const [own, all] = [await staffLive(app, li), await staffLive(app, boss)]
  for (const live of [own, all]) live.send({ type: 'watch_wall' })
  await Promise.all([own.frame('wall'), all.frame('wall')])
  // Something happens in the group that is not hers: both are told anew.
  const desk = await atDesk(app, zhang)
  await Promise.all([own, all].map((live) => live.until(() => groupsOn(live).length > 1)))
  expect(new Set(groupsOn(own).map(String))).toEqual(new Set([groupA]))
  expect(new Set(groupsOn(all).map(String))).toEqual(new Set([[groupA, groupB].sort().join()]))
  const agents = own.frames.flatMap((frame) => (frame.type === 'wall' ? frame.wall.agents : []))
  expect(agents.map(({ staff }) => staff.id)).not.toContain(zhang.id)
  await Promise.all([own, all, desk].map((live) => live.close()))
})
