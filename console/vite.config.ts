import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vite'
import { packed } from '../tools/packed-assets.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** One chunk per language; the service worker keeps its address, everything else is named by its content. */
function chunkOf(id: string): string | null {
  const locale = /i18n\/locales\/([^/]+)\//.exec(id)?.[1]
  if (locale) return `locale-${locale}`
  if (/node_modules\/(react|react-dom|react-router|scheduler|@tanstack|i18next|react-i18next|zod)\//.test(id))
    return 'base'
  return null
}

export default defineConfig({
  root: here('.'),
  base: '/',
  plugins: [packed()],
  oxc: { jsx: { runtime: 'automatic' } },
  html: { cspNonce: '__CSP_NONCE__' },
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    target: 'es2022',
    modulePreload: { polyfill: false },
    rolldownOptions: {
      // antd marks its files for server components, which a bundle for browsers does not have.
      checks: { moduleLevelDirective: false },
      input: { index: here('index.html'), sw: here('sw.ts') },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: [{ name: (id: string) => chunkOf(id) }] },
      },
    },
  },
})
