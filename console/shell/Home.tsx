import { Navigate } from 'react-router'
import { useRooms } from './rooms.tsx'

/** The first room this person may enter; whoever has none sees their own account. */
export function Home() {
  return <Navigate to={useRooms()[0]?.path ?? '/profile'} replace />
}
