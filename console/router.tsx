import { createBrowserRouter, Navigate } from 'react-router'
import { Home } from './shell/Home.tsx'
import { Shell } from './shell/Shell.tsx'
import { Stumble } from './shell/Stumble.tsx'
import { Skeletons } from './ui/states.tsx'

/** The console on one page: one line per screen, each loaded when first opened. */
export const router = createBrowserRouter([
  { path: '/setup', lazy: async () => ({ Component: (await import('./setup/SetUpScreen.tsx')).SetUpScreen }) },
  {
    path: '/set-password',
    lazy: async () => ({ Component: (await import('./setup/SetPasswordScreen.tsx')).SetPasswordScreen }),
  },
  {
    path: '/tickets/:id/print/:form',
    lazy: async () => ({ Component: (await import('./tickets-print/PrintScreen.tsx')).PrintScreen }),
  },
  {
    path: '/',
    element: <Shell />,
    errorElement: <Stumble />,
    HydrateFallback: Skeletons,
    children: [
      { index: true, element: <Home /> },
      {
        path: 'inbox/:id?',
        lazy: async () => ({ Component: (await import('./screens/InboxScreen.tsx')).InboxScreen }),
      },
      {
        path: 'tickets',
        lazy: async () => ({ Component: (await import('./tickets/list/TicketsScreen.tsx')).TicketsScreen }),
      },
      {
        path: 'tickets/:id',
        lazy: async () => ({ Component: (await import('./tickets/page/TicketScreen.tsx')).TicketScreen }),
      },
      {
        path: 'callbacks',
        lazy: async () => ({ Component: (await import('./callbacks/CallbacksScreen.tsx')).CallbacksScreen }),
      },
      {
        path: 'satisfaction',
        lazy: async () => ({ Component: (await import('./satisfaction/SatisfactionScreen.tsx')).SatisfactionScreen }),
      },
      { path: 'wall', lazy: async () => ({ Component: (await import('./wall/WallScreen.tsx')).WallScreen }) },
      {
        path: 'scripts/:id?',
        lazy: async () => ({ Component: (await import('./scripts/ScriptsScreen.tsx')).ScriptsScreen }),
      },
      {
        path: 'settings',
        lazy: async () => ({ Component: (await import('./settings/SettingsScreen.tsx')).SettingsScreen }),
        children: [
          { index: true, element: <Navigate to="/settings/sites" replace /> },
          {
            path: 'sites',
            lazy: async () => ({ Component: (await import('./settings/sites/SitesPage.tsx')).SitesPage }),
          },
          {
            path: 'sites/:id',
            lazy: async () => ({ Component: (await import('./settings/sites/SitePage.tsx')).SitePage }),
          },
          {
            path: 'categories',
            lazy: async () => ({
              Component: (await import('./settings/categories/CategoriesPage.tsx')).CategoriesPage,
            }),
          },
          {
            path: 'service-levels',
            lazy: async () => ({ Component: (await import('./settings/clocks/LevelsPage.tsx')).LevelsPage }),
          },
          {
            path: 'calendars',
            lazy: async () => ({ Component: (await import('./settings/clocks/CalendarsPage.tsx')).CalendarsPage }),
          },
          {
            path: 'ticket-routing',
            lazy: async () => ({ Component: (await import('./settings/routing/RoutingPage.tsx')).RoutingPage }),
          },
          {
            path: 'ticket-fields',
            lazy: async () => ({ Component: (await import('./settings/ticket-fields/FieldsPage.tsx')).FieldsPage }),
          },
          { path: 'centre', lazy: async () => ({ Component: (await import('./settings/CentrePage.tsx')).CentrePage }) },
        ],
      },
      {
        path: 'complaints',
        lazy: async () => ({ Component: (await import('./complaints/ComplaintsScreen.tsx')).ComplaintsScreen }),
      },
      {
        path: 'escalations',
        lazy: async () => ({ Component: (await import('./escalations/EscalationsScreen.tsx')).EscalationsScreen }),
      },
      {
        path: 'commitments',
        lazy: async () => ({ Component: (await import('./commitments/CommitmentsScreen.tsx')).CommitmentsScreen }),
      },
      {
        path: 'shift-check',
        lazy: async () => ({ Component: (await import('./shift-checks/ShiftCheckScreen.tsx')).ShiftCheckScreen }),
      },
      { path: 'staff/:tab?', lazy: async () => ({ Component: (await import('./staff/StaffScreen.tsx')).StaffScreen }) },
      {
        path: 'system',
        lazy: async () => ({ Component: (await import('./operations/HealthScreen.tsx')).HealthScreen }),
      },
      { path: 'shifts', lazy: async () => ({ Component: (await import('./shifts/ShiftsScreen.tsx')).ShiftsScreen }) },
      {
        path: 'profile/notices',
        lazy: async () => ({ Component: (await import('./notifications/NoticesScreen.tsx')).NoticesScreen }),
      },
      { path: 'profile', lazy: async () => ({ Component: (await import('./staff/ProfileScreen.tsx')).ProfileScreen }) },
      { path: '*', element: <Home /> },
    ],
  },
])
