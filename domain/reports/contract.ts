import { endpoint } from '../contract.ts'
import { wallView } from './wall.ts'

export const getWall = endpoint({
  method: 'GET',
  path: '/api/wall',
  audience: 'staff',
  permission: 'wall.view',
  summary: 'The supervisor’s wall: queue, agents, limits, today’s figures from roll-ups; live by the `wall` frame',
  reply: wallView,
})
