import { adopt } from '../adopt.ts'
import { useScreen } from '../context.ts'
import { BubbleRow } from './BubbleRow.tsx'
import { dayName, dayOf } from './format.ts'
import { LogEnd } from './LogEnd.tsx'
import { type Line, linesOf } from './lines.ts'
import { systemText } from './system-lines.ts'
import css from './talk.css?inline'

adopt(css)

/** What was said, and what stands below the last message. */
export function Talk() {
  const { state } = useScreen()
  const lines = linesOf(state, dayOf)
  const latest = lines.findLast((line) => line.type === 'bubble')?.key
  return (
    <>
      {lines.map((line) => (
        <LogLine key={line.key} line={line} isLatest={line.key === latest} />
      ))}
      <LogEnd />
    </>
  )
}

function LogLine({ line, isLatest }: { line: Line; isLatest: boolean }) {
  const { state, t } = useScreen()
  if (line.type === 'bubble') return <BubbleRow bubble={line} isLatest={isLatest} />
  if (line.type === 'day') return <p class="line day">{dayName(line.at, new Date(), { t, locale: state.locale })}</p>
  return <p class="line">{systemText(t, line.message, state.texts)}</p>
}
