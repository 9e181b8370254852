import {
  AlertOutlined,
  CarryOutOutlined,
  DashboardOutlined,
  FileTextOutlined,
  FrownOutlined,
  HeartOutlined,
  MessageOutlined,
  PhoneOutlined,
  ProfileOutlined,
  SafetyCertificateOutlined,
  ScheduleOutlined,
  SettingOutlined,
  SmileOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Permission, Scope } from '../../domain/identity/permissions.ts'
import { isAllowed, useMe } from '../session/session.ts'

export type RoomLink = {
  /** Also the key of its text in shell.json `rail.*`. */
  key: string
  path: string
  icon: ReactNode
  /** Any of these rights opens the room. */
  permissions: readonly Permission[]
  /** Only these reaches of the right fill the room; any does when absent. */
  scopes?: readonly Scope[]
  /** Rooms of one suite share a place in the rail and a row of tabs. */
  suite?: Suite
}
type Suite = 'follow-ups'

/** The rooms that exist, in the order of the rail; a link stands here from the day its page does. */
const rooms: readonly RoomLink[] = [
  {
    key: 'conversations',
    path: '/inbox',
    icon: <MessageOutlined />,
    permissions: ['conversations.view'],
    scopes: ['own', 'group'],
  },
  { key: 'tickets', path: '/tickets', icon: <ProfileOutlined />, permissions: ['tickets.view'] },
  {
    key: 'escalations',
    path: '/escalations',
    icon: <AlertOutlined />,
    permissions: ['escalations.view'],
    suite: 'follow-ups',
  },
  {
    key: 'complaints',
    path: '/complaints',
    icon: <FrownOutlined />,
    permissions: ['complaints.view'],
    suite: 'follow-ups',
  },
  {
    key: 'callbacks',
    path: '/callbacks',
    icon: <PhoneOutlined />,
    permissions: ['callbacks.view'],
    suite: 'follow-ups',
  },
  {
    key: 'commitments',
    path: '/commitments',
    icon: <CarryOutOutlined />,
    permissions: ['commitments.view'],
    suite: 'follow-ups',
  },
  {
    key: 'shift-checks',
    path: '/shift-check',
    icon: <SafetyCertificateOutlined />,
    permissions: ['commitments.work', 'shift_checks.view'],
    suite: 'follow-ups',
  },
  { key: 'scripts', path: '/scripts', icon: <FileTextOutlined />, permissions: ['scripts.use'] },
  { key: 'wall', path: '/wall', icon: <DashboardOutlined />, permissions: ['wall.view'] },
  {
    key: 'satisfaction',
    path: '/satisfaction',
    icon: <SmileOutlined />,
    permissions: ['reports.view'],
    scopes: ['own', 'group', 'all'],
  },
  {
    key: 'shifts',
    path: '/shifts',
    icon: <ScheduleOutlined />,
    permissions: ['shifts.manage', 'conversations.take'],
  },
  { key: 'staff', path: '/staff', icon: <TeamOutlined />, permissions: ['settings.manage'] },
  { key: 'settings', path: '/settings', icon: <SettingOutlined />, permissions: ['settings.manage'] },
  { key: 'operations', path: '/system', icon: <HeartOutlined />, permissions: ['settings.manage'] },
]

/** The rooms this person may enter. */
export function useRooms(): RoomLink[] {
  const me = useMe()
  const reaches = (room: RoomLink, permission: Permission) =>
    !room.scopes || room.scopes.some((scope) => me.permissions[permission]?.includes(scope))
  return rooms.filter((room) =>
    room.permissions.some((permission) => isAllowed(me, permission) && reaches(room, permission)),
  )
}

const isIn = (path: string, room: RoomLink) => path === room.path || path.startsWith(`${room.path}/`)

/** The rail: a suite is one place in it, which leads to the first of its rooms. */
export function useRail(path: string): (RoomLink & { isHere: boolean })[] {
  const rooms = useRooms()
  const first = (room: RoomLink) => !room.suite || rooms.find(({ suite }) => suite === room.suite) === room
  return rooms.filter(first).map((room) => {
    if (!room.suite) return { ...room, isHere: isIn(path, room) }
    const isHere = rooms.some((one) => one.suite === room.suite && isIn(path, one))
    return { ...room, key: room.suite, icon: <CarryOutOutlined />, isHere }
  })
}

/** The other rooms of the suite one is in; none outside a suite. */
export function useSuite(path: string): RoomLink[] {
  const rooms = useRooms()
  const suite = rooms.find((room) => isIn(path, room))?.suite
  return suite ? rooms.filter((room) => room.suite === suite) : []
}
