import type { Localized } from '../locale.ts'
import type { Calendar, Interval, Weekday } from './calendar.ts'

export type Holiday = { date: string; name: string }
/** A calendar as a centre keeps it. */
export type WorkCalendar = {
  id: string
  name: Localized
  timeZone: string
  week: Record<Weekday, readonly Interval[]>
  holidays: readonly Holiday[]
  makeUpDays: readonly string[]
}

export function calendarOf({ timeZone, week, holidays, makeUpDays }: WorkCalendar): Calendar {
  return { timeZone, week, holidays: holidays.map(({ date }) => date), makeUpDays }
}

const everyDay = (intervals: Interval[]) =>
  ({ 1: intervals, 2: intervals, 3: intervals, 4: intervals, 5: intervals, 6: intervals, 7: intervals }) as const
const workdays: Interval[] = [['09:00', '18:00']]
const mondayToFriday = { ...everyDay(workdays), 6: [], 7: [] }

const days = (name: string, month: string, from: number, until = from): Holiday[] =>
  Array.from({ length: until - from + 1 }, (_, index) => ({
    date: `2026-${month}-${String(from + index).padStart(2, '0')}`,
    name,
  }))

/** Fixed ids, so that a centre's change of a shipped calendar finds it again. */
const shippedId = (serial: number) => `00000000-0000-7000-8000-00000000020${serial}`

/** What the product ships with; the days of 2026 as the State Council and the Executive Yuan announced them. */
export const shippedCalendars: readonly WorkCalendar[] = [
  {
    id: shippedId(1),
    name: { 'zh-CN': '全天候', 'zh-TW': '全天候', en: 'Always' },
    timeZone: 'Asia/Shanghai',
    week: everyDay([['00:00', '24:00']]),
    holidays: [],
    makeUpDays: [],
  },
  {
    id: shippedId(2),
    name: { 'zh-CN': '中国大陆工作日', 'zh-TW': '中國大陸工作日', en: 'Mainland China working days' },
    timeZone: 'Asia/Shanghai',
    week: mondayToFriday,
    holidays: [
      ...days('元旦', '01', 1, 3),
      ...days('春节', '02', 15, 23),
      ...days('清明节', '04', 4, 6),
      ...days('劳动节', '05', 1, 5),
      ...days('端午节', '06', 19, 21),
      ...days('中秋节', '09', 25, 27),
      ...days('国庆节', '10', 1, 7),
    ],
    makeUpDays: ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10'],
  },
  {
    id: shippedId(3),
    name: { 'zh-CN': '台湾工作日', 'zh-TW': '台灣工作日', en: 'Taiwan working days' },
    timeZone: 'Asia/Taipei',
    week: mondayToFriday,
    holidays: [
      ...days('開國紀念日', '01', 1),
      ...days('農曆除夕及春節', '02', 16, 20),
      ...days('和平紀念日補假', '02', 27),
      ...days('兒童節補假', '04', 3),
      ...days('清明節補假', '04', 6),
      ...days('勞動節', '05', 1),
      ...days('端午節', '06', 19),
      ...days('中秋節', '09', 25),
      ...days('教師節', '09', 28),
      ...days('國慶日補假', '10', 9),
      ...days('光復節補假', '10', 26),
      ...days('行憲紀念日', '12', 25),
    ],
    makeUpDays: [],
  },
]
