import { Outlet } from 'react-router'
import { Desk } from '../session/Desk.tsx'
import './shell.css'

export function Shell() {
  return (
    <Desk>
      <Outlet />
    </Desk>
  )
}
