import { FullscreenExitOutlined, FullscreenOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { type CSSProperties, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { WallView } from '../../domain/reports/wall.ts'
import { ErrorState, PageHeader, Skeletons } from '../ui/states.tsx'
import { darkTokens } from '../ui/tokens.ts'
import { AgentsPanel } from './AgentsPanel.tsx'
import { CentreAndTime } from './CentreAndTime.tsx'
import { FigureCard } from './FigureCard.tsx'
import { LimitsPanel } from './LimitsPanel.tsx'
import { QueuePanel } from './QueuePanel.tsx'
import { useFullScreen } from './useFullScreen.ts'
import { useWall } from './wall-state.ts'
import './wall.css'
import './wall-tv.css'

/** On the television the wall is dark whatever the desk looks like. */
const darkColours = {
  ...Object.fromEntries(Object.entries(darkTokens).map(([name, value]) => [`--${name}`, value])),
  colorScheme: 'dark',
} as CSSProperties

export function WallScreen() {
  const { t } = useTranslation('wall')
  const page = useRef<HTMLDivElement>(null)
  const { isOn, toggle } = useFullScreen(page)
  const wall = useWall()
  const switchLabel = isOn ? t('leaveTv') : t('tv')
  return (
    <div ref={page} className={isOn ? 'page wall wall-tv' : 'page wall'} style={isOn ? darkColours : undefined}>
      <PageHeader
        title={t('title')}
        hint={isOn ? <CentreAndTime /> : t('hint')}
        actions={
          <Button
            icon={isOn ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
            onClick={toggle}
            aria-label={switchLabel}
            ghost={isOn}
          >
            {isOn ? null : switchLabel}
          </Button>
        }
      />
      {wall.isPending && <Skeletons rows={6} />}
      {wall.isError && !wall.data && <ErrorState error={wall.error} retry={() => void wall.refetch()} />}
      {wall.data && <Wall wall={wall.data} />}
    </div>
  )
}

function Wall({ wall: { figures, queue, open, limits, agents } }: { wall: WallView }) {
  return (
    <>
      <div className="figure-row">
        {figures.map((figure) => (
          <FigureCard key={figure.figure} figure={figure} />
        ))}
      </div>
      <div className="panel-row">
        <QueuePanel queue={queue} open={open} />
        <LimitsPanel limits={limits} />
        <AgentsPanel agents={agents} />
      </div>
    </>
  )
}
