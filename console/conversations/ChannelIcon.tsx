import { GlobalOutlined, MailOutlined, MessageOutlined, PhoneOutlined, WechatFilled } from '@ant-design/icons'
import type { ReactNode } from 'react'

const icons: Record<string, ReactNode> = {
  web: <GlobalOutlined />,
  web_chat: <GlobalOutlined />,
  email: <MailOutlined />,
  wechat: <WechatFilled />,
  phone: <PhoneOutlined />,
}

export function ChannelIcon({ channel }: { channel: string }) {
  return icons[channel] ?? <MessageOutlined />
}
