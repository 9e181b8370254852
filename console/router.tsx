import { createBrowserRouter, Navigate } from 'react-router'
import { Shell } from './shell/Shell.tsx'
import { Stumble } from './shell/Stumble.tsx'

/** The console on one page: one line per screen, each loaded when first opened. */
export const router = createBrowserRouter([
  {
    path: '/',
    element: <Shell />,
    errorElement: <Stumble />,
    children: [
      { index: true, element: <Navigate to="/inbox" replace /> },
      {
        path: 'inbox/:id?',
        lazy: async () => ({ Component: (await import('./screens/InboxScreen.tsx')).InboxScreen }),
      },
      { path: 'wall', lazy: async () => ({ Component: (await import('./wall/WallScreen.tsx')).WallScreen }) },
      { path: '*', element: <Navigate to="/inbox" replace /> },
    ],
  },
])
