import { MessageOutlined } from '@ant-design/icons'
import type { ReactNode } from 'react'
import type { Permission } from '../../domain/identity/permissions.ts'

export type RailEntry = {
  /** Also the key of its text in shell.json `rail.*`. */
  key: string
  path: string
  icon: ReactNode
  /** Any of these rights opens the room. */
  permissions: readonly Permission[]
}

/** The rooms that exist; a link stands here from the day its page does. */
export const railEntries: readonly RailEntry[] = [
  { key: 'conversations', path: '/inbox', icon: <MessageOutlined />, permissions: ['conversations.view'] },
]
