import { SmileOutlined } from '@ant-design/icons'
import { Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

const emoji = '😊 😄 🙂 😉 😅 🤝 🙏 👍 👌 💪 🎉 ❤️ 🌹 ☀️ ⭐ ✅ ❗ ❓ 📦 🚚 🧾 💳 📞 📧 🕐 📅 🔧 🔍 😢 😟 😔 🤔'.split(' ')

export function EmojiPicker({ onPick }: { onPick: (sign: string) => void }) {
  const { t } = useTranslation('conversations')
  const [open, setOpen] = useState(false)
  const pick = (sign: string) => {
    setOpen(false)
    onPick(sign)
  }
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      placement="topLeft"
      arrow={false}
      content={
        <div className="emoji-grid">
          {emoji.map((sign) => (
            <button key={sign} type="button" className="bare emoji" onClick={() => pick(sign)}>
              {sign}
            </button>
          ))}
        </div>
      }
    >
      <button type="button" className="bare composer-tool" aria-label={t('composer.emoji')}>
        <SmileOutlined />
      </button>
    </Popover>
  )
}
