import { DisconnectOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/useLocale.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { relativeTime } from '../ui/time.ts'
import { useEveryMinute } from '../ui/useNow.ts'
import { type Agent, type AgentState, agentsByState } from './wall-state.ts'

export function AgentsPanel({ agents }: { agents: readonly Agent[] }) {
  const { t } = useTranslation('wall')
  return (
    <section className="panel agents" aria-labelledby="wall-agents">
      <h2 id="wall-agents">{t('agents.title')}</h2>
      {agents.length === 0 && <p className="quiet panel-empty">{t('agents.none')}</p>}
      {agentsByState(agents).map((part) => (
        <div key={part.state} className="agent-part">
          <h3>
            <StateMark state={part.state} />
            {t(`agents.state.${part.state}`)} <span className="quiet figures">{part.agents.length}</span>
          </h3>
          <ul>
            {part.agents.map((agent) => (
              <AgentCard key={agent.staff.id} agent={agent} state={part.state} />
            ))}
          </ul>
        </div>
      ))}
    </section>
  )
}

function StateMark({ state }: { state: AgentState }) {
  if (state === 'lost') return <DisconnectOutlined className="lost-mark" aria-hidden="true" />
  return <span className="dot" data-state={state} aria-hidden="true" />
}

function AgentCard({ agent: { staff, reason, since, load, capacity }, state }: { agent: Agent; state: AgentState }) {
  const { t } = useTranslation(['wall', 'session'])
  const locale = useLocale()
  const minute = useEveryMinute()
  const isFull = load >= capacity && capacity > 0
  return (
    <li className="agent" data-state={state}>
      <Avatar name={staff.name} />
      <span className="grow">
        <span className="agent-name">
          <strong className="ellipsis">{staff.name}</strong>
          <span className="quiet figures">{staff.staffNo}</span>
        </span>
        <span className="quiet ellipsis">
          {reason && state !== 'online' ? `${t(`session:presence.${reason}`)} · ` : ''}
          <time dateTime={since}>{relativeTime(since, minute, locale)}</time>
        </span>
      </span>
      <span className="agent-load figures" data-full={isFull}>
        <span className="visually-hidden">{t('agents.load', { load, capacity })}</span>
        <span aria-hidden="true">
          {load}/{capacity}
        </span>
        <meter aria-hidden="true" min={0} max={Math.max(capacity, 1)} value={load} />
      </span>
    </li>
  )
}
