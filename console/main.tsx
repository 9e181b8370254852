import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { startTexts } from './i18n/i18n.ts'
import { router } from './router.tsx'
import { listenToSession } from './session/session.ts'
import { Frame } from './shell/Frame.tsx'
import { guardSinks } from './ui/trusted-types.ts'
import './ui/base.css'
import './ui/ui.css'

guardSinks()
listenToSession()
await startTexts()

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <Frame>
      <RouterProvider router={router} />
    </Frame>,
  )
}
