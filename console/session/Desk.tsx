import { type ReactNode, useEffect } from 'react'
import type { Me } from '../../domain/identity/contract.ts'
import { currentLocale, speak } from '../i18n/i18n.ts'
import { startLive, stopLive } from '../live.ts'
import { ErrorState, Skeletons } from '../ui/states.tsx'
import { LockScreen } from './LockScreen.tsx'
import { SignIn } from './SignIn.tsx'
import { MeContext, useDesk, useSession } from './session.ts'

/** Lets in who has signed in. A session that ends or locks covers the desk; the work below stays as it was. */
export function Desk({ children }: { children: ReactNode }) {
  const session = useSession()
  const desk = useDesk()
  const me = session.data ?? null
  useLanguageOf(me)
  useLiveWhile(me !== null && desk === 'open')

  if (session.isPending) return <Skeletons />
  if (session.isError) return <ErrorState error={session.error} retry={() => void session.refetch()} />
  if (!me) return desk === 'locked' ? <LockScreen me={null} /> : <SignIn />
  return (
    <MeContext value={me}>
      <div className="desk" inert={desk !== 'open'}>
        {children}
      </div>
      {desk === 'ended' && <SignIn again />}
      {desk === 'locked' && <LockScreen me={me} />}
    </MeContext>
  )
}

function useLanguageOf(me: Me | null): void {
  const wanted = me?.locale
  useEffect(() => {
    if (wanted && wanted !== currentLocale()) void speak(wanted)
  }, [wanted])
}

function useLiveWhile(isOn: boolean): void {
  useEffect(() => {
    if (!isOn) return
    startLive()
    return stopLive
  }, [isOn])
}
