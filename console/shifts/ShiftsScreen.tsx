import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Navigate, useSearchParams } from 'react-router'
import type { DayPlan, PersonPlan, WeekPlan } from '../../domain/shifts/contract.ts'
import { mondayOf } from '../../domain/shifts/times.ts'
import { useMe } from '../session/session.ts'
import { ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { usePhone } from '../ui/useMedia.ts'
import { DayDialog } from './DayDialog.tsx'
import { PatternDrawer } from './PatternDrawer.tsx'
import { useWeek } from './queries.ts'
import { mine, ShiftsBar } from './ShiftsBar.tsx'
import { WeekGrid } from './WeekGrid.tsx'
import { WeekList } from './WeekList.tsx'
import './shifts.css'

/** Who works when: my week, and the weeks of the groups that I may see. */
export function ShiftsScreen() {
  const { t } = useTranslation('shifts')
  const [search, setSearch] = useSearchParams()
  const me = useMe()
  const isPlanner = me.permissions['shifts.manage'] !== undefined
  const chosen = groupIn(search) ?? (isPlanner ? me.groups[0]?.id : undefined)
  const isMine = chosen === undefined || chosen === mine
  const first = weekIn(search)
  const week = useWeek({ ...(first && { first: mondayOf(first) }), ...(!isMine && { groupId: chosen }) })
  const elsewhere = chosen === undefined && isPlanner ? week.data?.groups[0]?.id : undefined
  const go = (change: Record<string, string | null>) =>
    setSearch((before) => {
      const next = new URLSearchParams(before)
      for (const [name, value] of Object.entries(change)) value === null ? next.delete(name) : next.set(name, value)
      return next
    })
  // Who plans without being in a group begins with the first.
  if (elsewhere) return <Navigate to={`/shifts?group=${elsewhere}`} replace />
  return (
    <div className="page shifts">
      <PageHeader title={t('title')} hint={week.data && t('hint', { zone: week.data.timeZone })} />
      {week.isPending && <Skeletons rows={6} />}
      {week.isError && <ErrorState error={week.error} retry={() => void week.refetch()} />}
      {week.data && !week.isError && (
        <>
          <ShiftsBar week={week.data} onGo={go} shown={isMine ? mine : chosen} />
          <Plan week={week.data} isMine={isMine} />
        </>
      )}
    </div>
  )
}

/** What stands in the address, as far as it makes sense. */
function groupIn(search: URLSearchParams): string | undefined {
  const group = search.get('group') ?? ''
  return group === mine || /^[0-9a-f-]{36}$/.test(group) ? group : undefined
}

function weekIn(search: URLSearchParams): string | undefined {
  const week = search.get('week') ?? ''
  return /^\d{4}-\d\d-\d\d$/.test(week) && !Number.isNaN(Date.parse(week)) ? week : undefined
}

type Opened = { person: PersonPlan; day: DayPlan }

function Plan({ week, isMine }: { week: WeekPlan; isMine: boolean }) {
  const isPhone = usePhone()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [patternOf, setPatternOf] = useState<PersonPlan | null>(null)
  const open = week.mayManage ? setOpened : undefined
  return (
    <>
      {isPhone || isMine ? (
        <WeekList week={week} isMine={isMine} onOpen={open} />
      ) : (
        <WeekGrid week={week} onOpen={open} onPattern={week.mayManage ? setPatternOf : undefined} />
      )}
      {opened && (
        <DayDialog
          key={`${opened.person.staff.id} ${opened.day.day}`}
          {...opened}
          week={week}
          onClose={() => setOpened(null)}
        />
      )}
      {patternOf && <PatternDrawer person={patternOf} templates={week.templates} onClose={() => setPatternOf(null)} />}
    </>
  )
}
