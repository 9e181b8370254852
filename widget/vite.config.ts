import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { build, defineConfig, type Plugin } from 'vite'
import { packed } from '../tools/packed-assets.ts'

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const target = 'es2022'

/** What the first screen needs is one file: shared pieces in files of their own would each cost a round trip. */
const isAtOnce = (id: string) => !/\/(ui\/later|ui\/talk|tickets|i18n)\/|\/(attaching|uploads)\.ts$/.test(id)

/** The loader runs in the shop's page: one classic script under a name that never changes. */
function loader(): Plugin {
  return {
    name: 'shouwen-loader',
    apply: 'build',
    async generateBundle() {
      const built = await build({
        configFile: false,
        logLevel: 'warn',
        build: { write: false, target, lib: { entry: at('loader/main.ts'), formats: ['iife'], name: 'shouwenLoader' } },
      })
      const outputs = Array.isArray(built) ? built : [built]
      const chunk = outputs.flatMap((one) => ('output' in one ? one.output : [])).find((one) => one.type === 'chunk')
      if (chunk?.type !== 'chunk') throw new Error('the loader was not built')
      this.emitFile({ type: 'asset', fileName: 'widget.js', source: chunk.code })
    },
  }
}

/** Vite's preloader for styles of lazy parts, of which there are none: 1 kB less. */
function plainImports(): Plugin {
  const id = '\0vite/preload-helper.js'
  return {
    name: 'shouwen-plain-imports',
    enforce: 'pre',
    resolveId: (wanted) => (wanted === id ? id : undefined),
    load: (wanted) => (wanted === id ? 'export const __vitePreload = (load) => load()' : undefined),
  }
}

/** Fetches the visitor's texts beside the program instead of after it: one round trip less on a slow line. */
function earlyTexts(): Plugin {
  return {
    name: 'shouwen-early-texts',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const texts = Object.values(bundle).flatMap((one) => {
          const source = one.type === 'chunk' ? (one.facadeModuleId ?? '') : ''
          return /i18n\/[\w-]+\.json$/.test(source) ? [[basename(source, '.json'), `/widget/${one.fileName}`]] : []
        })
        const files = JSON.stringify(Object.fromEntries(texts))
        const children = `{const f=${files}[new URLSearchParams(location.search).get('locale')];if(f){const l=document.createElement('link');l.rel='modulepreload';l.href=f;l.nonce='__CSP_NONCE__';document.head.append(l)}}`
        return [{ tag: 'script', attrs: { nonce: '__CSP_NONCE__' }, children, injectTo: 'head-prepend' }]
      },
    },
  }
}

export default defineConfig({
  root: at('.'),
  base: '/widget/',
  publicDir: false,
  html: { cspNonce: '__CSP_NONCE__' },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  plugins: [plainImports(), loader(), earlyTexts(), packed()],
  build: {
    target,
    outDir: at('../dist/widget'),
    emptyOutDir: true,
    modulePreload: false,
    assetsInlineLimit: 0,
    rolldownOptions: {
      input: at('frame.html'),
      output: {
        codeSplitting: {
          groups: [{ name: 'window', test: isAtOnce }],
        },
      },
    },
  },
})
