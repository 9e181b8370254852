import { ProfileOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { listTickets } from '../../domain/tickets/lists/list-contract.ts'
import { call } from '../api.ts'
import { useMay } from '../session/session.ts'
import { pathOf } from './open-path.ts'

const mostShown = 6

/** Tickets by number or words, as the command palette offers them. */
export function useFoundTickets(words: string) {
  const navigate = useNavigate()
  const may = useMay('tickets.view')
  const { data } = useQuery({
    queryKey: ['ticket-search', words],
    enabled: may && words !== '',
    queryFn: ({ signal }) => call(listTickets, { list: 'all', q: words, limit: mostShown }, signal),
    placeholderData: (before) => before,
  })
  return useMemo(
    () =>
      (words === '' ? [] : (data?.items ?? [])).map((row) => ({
        id: `ticket-${row.id}`,
        icon: <ProfileOutlined />,
        title: row.no,
        hint: row.subject,
        run: () => void navigate(pathOf(row.id)),
      })),
    [words, data, navigate],
  )
}
