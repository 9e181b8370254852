import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  HourglassOutlined,
  TeamOutlined,
  WarningOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'

export type Tone = 'normal' | 'accent' | 'breached' | 'due' | 'waiting' | 'department' | 'resolved'

const icons: Record<Tone, ReactNode> = {
  normal: null,
  accent: null,
  breached: <WarningOutlined />,
  due: <ClockCircleOutlined />,
  waiting: <HourglassOutlined />,
  department: <TeamOutlined />,
  resolved: <CheckCircleOutlined />,
}

/** A state by icon and word, never by colour alone. */
export function StatusTag({ tone, children, title }: { tone: Tone; children: ReactNode; title?: string }) {
  return (
    <span className="chip" data-tone={tone} title={title}>
      {icons[tone]}
      {children}
    </span>
  )
}
