import {
  DashboardOutlined,
  FileTextOutlined,
  HeartOutlined,
  MessageOutlined,
  SettingOutlined,
  TeamOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Permission } from '../../domain/identity/permissions.ts'
import { isAllowed, useMe } from '../session/session.ts'

export type RoomLink = {
  /** Also the key of its text in shell.json `rail.*`. */
  key: string
  path: string
  icon: ReactNode
  /** Any of these rights opens the room. */
  permissions: readonly Permission[]
}

/** The rooms that exist, in the order of the rail; a link stands here from the day its page does. */
const rooms: readonly RoomLink[] = [
  { key: 'conversations', path: '/inbox', icon: <MessageOutlined />, permissions: ['conversations.view'] },
  { key: 'scripts', path: '/scripts', icon: <FileTextOutlined />, permissions: ['scripts.use'] },
  { key: 'wall', path: '/wall', icon: <DashboardOutlined />, permissions: ['wall.view'] },
  { key: 'staff', path: '/staff', icon: <TeamOutlined />, permissions: ['settings.manage'] },
  { key: 'settings', path: '/settings', icon: <SettingOutlined />, permissions: ['settings.manage'] },
  { key: 'operations', path: '/system', icon: <HeartOutlined />, permissions: ['settings.manage'] },
]

/** The rooms this person may enter. */
export function useRooms(): RoomLink[] {
  const me = useMe()
  return rooms.filter((room) => room.permissions.some((permission) => isAllowed(me, permission)))
}
