import { useNavigate } from 'react-router'

export const pathOf = (id: string) => `/inbox/${id}`

export function useOpen(): (id: string) => void {
  const navigate = useNavigate()
  return (id) => void navigate(pathOf(id))
}
