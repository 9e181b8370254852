import { Input } from 'antd'

type InstantInputProps = {
  id?: string
  /** ISO instant; empty when nothing is chosen. */
  value?: string
  onChange?: (at: string | undefined) => void
  /** Earliest instant that makes sense, in ms. */
  min?: number
  autoFocus?: boolean
}

/** Day and time on the reader's wall clock, by the browser's own picker: it works on a phone and by keyboard. */
export function InstantInput({ id, value, onChange, min, autoFocus }: InstantInputProps) {
  return (
    <Input
      id={id}
      type="datetime-local"
      className="instant-input"
      value={value ? wallTime(Date.parse(value)) : ''}
      min={min === undefined ? undefined : wallTime(min)}
      autoFocus={autoFocus}
      onChange={({ target }) => onChange?.(target.value ? new Date(target.value).toISOString() : undefined)}
    />
  )
}

function wallTime(ms: number): string {
  const at = new Date(ms)
  const two = (part: number) => String(part).padStart(2, '0')
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-')
  return `${day}T${two(at.getHours())}:${two(at.getMinutes())}`
}
