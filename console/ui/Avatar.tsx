import type { ReactNode } from 'react'

const sizes = { small: 24, normal: 32, large: 40 }

/** The first sign of a name; `mark` says where the person comes from. */
export function Avatar({ name, mark, size = 'normal' }: { name: string; mark?: ReactNode; size?: keyof typeof sizes }) {
  const pixels = sizes[size]
  const [first = '?'] = name.trim()
  return (
    <span className="avatar" aria-hidden="true" style={{ width: pixels, height: pixels, fontSize: pixels * 0.42 }}>
      {first.toUpperCase()}
      {mark && <span className="mark">{mark}</span>}
    </span>
  )
}
