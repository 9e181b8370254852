import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { ConversationView } from '../../../domain/conversations/views.ts'
import { listColleagues } from '../../../domain/identity/contract.ts'
import { call } from '../../api.ts'
import { useMe } from '../../session/session.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { type Colleague, readersOf } from './readers.ts'

const mostShown = 8

/** Colleagues who may read the note and whose name or number contains the words after "@". */
export function useReaders(view: ConversationView, words: string | null): readonly Colleague[] {
  const me = useMe()
  const found = useQuery({
    queryKey: ['colleagues'],
    queryFn: ({ signal }) => call(listColleagues, {}, signal),
    enabled: words !== null,
  })
  if (words === null) return []
  const wanted = words.toLowerCase()
  const fitting = readersOf(view, found.data?.items ?? [])
    .filter((staff) => staff.id !== me.id)
    .filter((staff) => `${staff.name} ${staff.staffNo}`.toLowerCase().includes(wanted))
  return fitting.slice(0, mostShown)
}

type MentionPickerProps = {
  people: readonly Colleague[]
  at: number
  onAt: (at: number) => void
  onPick: (person: Colleague) => void
}

export function MentionPicker({ people, at, onAt, onPick }: MentionPickerProps) {
  const { t } = useTranslation('conversations')
  return (
    <div className="picker picker-narrow" role="listbox" aria-label={t('composer.mention')}>
      {people.map((person, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the text box steers the list by keys
        <div
          key={person.id}
          role="option"
          tabIndex={-1}
          aria-selected={index === at}
          className="picker-item picker-person"
          onMouseMove={() => onAt(index)}
          onMouseDown={(event) => event.preventDefault()}
          onClick={() => onPick(person)}
        >
          <Avatar name={person.name} size="small" />
          <span>{person.name}</span>
          <span className="quiet figures">{person.staffNo}</span>
        </div>
      ))}
    </div>
  )
}
