import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { PresenceState } from '../../domain/identity/presence.ts'
import { getWall } from '../../domain/reports/contract.ts'
import type { WallView } from '../../domain/reports/wall.ts'
import { call } from '../api.ts'
import { onFrame, watchWall } from '../live.ts'
import { queryClient } from '../query.ts'

const key = ['wall'] as const

/** The wall as it stands, kept fresh by its own frame; read again when frames may have been missed. */
export function useWall() {
  useEffect(() => {
    const readAgain = () => void queryClient.invalidateQueries({ queryKey: key })
    const stops = [
      watchWall(),
      onFrame('wall', ({ wall }) => queryClient.setQueryData<WallView>(key, (known) => newer(known, wall))),
      onFrame('welcome', readAgain),
      onFrame('resync', readAgain),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }, [])
  return useQuery({ queryKey: key, queryFn: ({ signal }) => call(getWall, {}, signal), staleTime: 5_000 })
}

export function newer(known: WallView | undefined, wall: WallView): WallView {
  return known && Date.parse(known.at) > Date.parse(wall.at) ? known : wall
}

export type Agent = WallView['agents'][number]
/** A chosen state holds only while the console is connected. */
export type AgentState = PresenceState | 'lost'

const order: readonly AgentState[] = ['lost', 'online', 'busy', 'away', 'offline']

export function stateOf({ state, connected }: Pick<Agent, 'state' | 'connected'>): AgentState {
  return state !== 'offline' && !connected ? 'lost' : state
}

/** Agents by state, those with customers on a lost line first, the most loaded first in each. */
export function agentsByState(agents: readonly Agent[]): { state: AgentState; agents: Agent[] }[] {
  return order
    .map((state) => ({
      state,
      agents: agents.filter((agent) => stateOf(agent) === state).sort((one, other) => other.load - one.load),
    }))
    .filter((part) => part.agents.length > 0)
}

export function totalWaiting(queue: WallView['queue']): { length: number; since: string | null } {
  const since = queue.flatMap(({ longestWaitSince }) => longestWaitSince ?? []).sort()[0] ?? null
  return { length: queue.reduce((sum, { length }) => sum + length, 0), since }
}
