import { createContext } from 'preact'
import { useContext, useEffect, useState } from 'preact/hooks'
import type { State } from '../frame/state.ts'
import { type Translate, translator } from '../frame/texts.ts'
import type { Widget } from '../frame/widget.ts'

export type Screen = { widget: Widget; state: State; t: Translate }
export const ScreenContext = createContext<Screen | null>(null)

export function useScreen(): Screen {
  const screen = useContext(ScreenContext)
  if (!screen) throw new Error('outside the window')
  return screen
}

/** Follows the one store; one render per change, however many parts show it. */
export function useWidgetScreen(widget: Widget): Screen {
  const [state, setState] = useState(widget.store.get)
  useEffect(() => {
    setState(widget.store.get())
    return widget.store.subscribe(() => setState(widget.store.get()))
  }, [widget])
  return { widget, state, t: translator(state.texts) }
}
