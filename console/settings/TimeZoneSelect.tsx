import { Select } from 'antd'

type TimeZoneSelectProps = { id?: string; value: string; onChange: (timeZone: string) => void }

/** The zones that browsers know, and the one that is set. */
export function TimeZoneSelect({ id, value, onChange }: TimeZoneSelectProps) {
  const known = Intl.supportedValuesOf('timeZone')
  const all = known.includes(value) ? known : [value, ...known]
  const options = all.map((zone) => ({ value: zone, label: zone.replaceAll('_', ' ') }))
  return <Select id={id} showSearch value={value} onChange={onChange} options={options} />
}
