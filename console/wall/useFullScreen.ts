import { type RefObject, useEffect, useState } from 'react'

/** Shows one element on the whole screen; where the browser has no full screen (iPhone), it fills the window. */
export function useFullScreen(target: RefObject<HTMLElement | null>) {
  const [isOn, setOn] = useState(false)
  useEffect(() => {
    const left = () => setOn(document.fullscreenElement !== null)
    const leaveByKey = (event: KeyboardEvent) => event.key === 'Escape' && setOn(false)
    document.addEventListener('fullscreenchange', left)
    addEventListener('keydown', leaveByKey)
    return () => {
      document.removeEventListener('fullscreenchange', left)
      removeEventListener('keydown', leaveByKey)
    }
  }, [])
  const toggle = async () => {
    if (isOn) {
      setOn(false)
      if (document.fullscreenElement) await document.exitFullscreen()
      return
    }
    setOn(true)
    await target.current?.requestFullscreen?.().catch(() => {})
  }
  return { isOn, toggle: () => void toggle() }
}
