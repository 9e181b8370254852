import type { ReactNode } from 'react'
import { LanguageChoice } from '../session/LanguageChoice.tsx'
import '../session/session.css'
import './setup.css'

type WelcomeProps = { title: string; hint?: ReactNode; wide?: boolean; onLanguage?: () => void; children: ReactNode }

/** A card in the middle of an empty page: for those who are not signed in yet. */
export function Welcome({ title, hint, wide, onLanguage, children }: WelcomeProps) {
  return (
    <main className="welcome">
      <div className="welcome-card" data-wide={wide ? '' : undefined}>
        <img src="/icon.svg" alt="" width={44} height={44} />
        <h1>{title}</h1>
        {hint && <p className="quiet">{hint}</p>}
        {children}
      </div>
      <LanguageChoice onChosen={onLanguage} />
    </main>
  )
}
