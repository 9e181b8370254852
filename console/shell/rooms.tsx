import {
  DashboardOutlined,
  FileTextOutlined,
  HeartOutlined,
  MessageOutlined,
  PhoneOutlined,
  ProfileOutlined,
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
}

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
  { key: 'callbacks', path: '/callbacks', icon: <PhoneOutlined />, permissions: ['callbacks.view'] },
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
