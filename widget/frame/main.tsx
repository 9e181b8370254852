import { render } from 'preact'
import { chooseLocale } from '../choose-locale.ts'
import '../ui/window.css'
import '../ui/log/log.css'
import '../ui/composer.css'
import { App } from '../ui/App.tsx'
import { Talk } from '../ui/log/talk-part.ts'
import { loadTexts, type Texts } from './texts.ts'
import { createWidget } from './widget.ts'

const params = new URLSearchParams(location.search)
const locale = chooseLocale(params.get('locale'), '', navigator.languages)
const ticket = document.querySelector<HTMLMetaElement>('meta[name="shouwen-frame"]')?.content ?? ''
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** A line that breaks while the texts arrive mends by itself. */
async function patientTexts(): Promise<Texts> {
  for (;;) {
    const texts = await loadTexts(locale).catch(() => null)
    if (texts) return texts
    await pause(2000)
  }
}

document.documentElement.lang = locale
const widget = await createWidget({
  siteKey: params.get('site') ?? '',
  ticket,
  locale,
  texts: await patientTexts(),
  ticketsPart: () => import('../tickets/start.ts'),
})
// Who was here before most likely has a conversation to go on with.
if (widget.memory.token()) void Talk.preload()
render(<App widget={widget} />, document.body)
