import { Input } from 'antd'
import { useState } from 'react'
import { wallTimeOf } from './wall-time.ts'

type Props = { value: string; label: string; onChange: (value: string) => void }

/** A time of day by 24 hours in every language; `''` as long as nothing sensible was typed. */
export function TimeInput({ value, label, onChange }: Props) {
  const [typed, setTyped] = useState<string | null>(null)
  const settle = () => {
    if (typed !== null) onChange(wallTimeOf(typed) ?? '')
    setTyped(null)
  }
  return (
    <Input
      className="time-input"
      value={typed ?? value}
      inputMode="numeric"
      maxLength={5}
      placeholder="00:00"
      aria-label={label}
      onChange={({ target }) => setTyped(target.value)}
      onBlur={settle}
      onPressEnter={settle}
    />
  )
}
