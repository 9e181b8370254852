// Plain JavaScript: this runs before anything is installed, on whatever Node (>= 20) the machine has.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { pinnedNode, top } from './run.mjs'

const interfaces = ['console', 'widget']

/** Installs what package-lock.json asks for, unless it is there; the server alone runs without the development tools. */
export function ensureInstalled({ withTools = true } = {}) {
  if (isInstalled(withTools)) return
  say('installing dependencies (npm ci), once per release …')
  const npm = process.env.npm_execpath
  const args = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...(withTools ? ['--include=dev'] : [])]
  const [program, first] = npm?.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  const { status, error } = spawnSync(program, [...first, ...args], {
    cwd: top,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (error || status !== 0) fail(`npm ci failed${error ? `: ${error.message}` : ''}`)
  if (!existsSync(pinnedNode))
    fail('npm ci did not bring Node 24: allow the install script of the package "node" and start again')
}

/** Builds console and widget when their sources, the contract they share or the dependencies have changed. */
export function ensureBuilt() {
  for (const name of interfaces) {
    if (!existsSync(join(top, name, 'vite.config.ts'))) continue
    const marker = join(top, 'dist', `.build-${name}.json`)
    const hash = hashOf([name, 'domain', 'package-lock.json', 'tsconfig.base.json'])
    if (existsSync(join(top, 'dist', name)) && readJson(marker)?.hash === hash) continue
    build(name)
    mkdirSync(join(top, 'dist'), { recursive: true })
    writeFileSync(marker, `${JSON.stringify({ hash })}\n`)
  }
}

function build(name) {
  say(`building the ${name} …`)
  const vite = join(top, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--config', join(name, 'vite.config.ts'), '--logLevel', 'error']
  const { status } = spawnSync(pinnedNode, args, { cwd: top, stdio: ['ignore', 'inherit', 'inherit'] })
  if (status !== 0) fail(`the ${name} could not be built`)
}

/** npm writes down what it installed when it has finished; optional packages may belong to another platform. */
function isInstalled(withTools) {
  const wanted = readJson(join(top, 'package-lock.json'))?.packages ?? {}
  const present = readJson(join(top, 'node_modules', '.package-lock.json'))?.packages ?? {}
  const isNeeded = ([path, entry]) => path !== '' && !entry.optional && !entry.devOptional && (withTools || !entry.dev)
  const isPresent = ([path, entry]) => present[path]?.version === entry.version
  return existsSync(pinnedNode) && Object.entries(wanted).filter(isNeeded).every(isPresent)
}

function hashOf(inputs) {
  const hash = createHash('sha256')
  for (const path of inputs.flatMap(filesUnder).sort()) hash.update(`${path}\0`).update(readFileSync(join(top, path)))
  return hash.digest('hex')
}

function filesUnder(path) {
  const full = join(top, path)
  if (!existsSync(full)) return []
  if (path.includes('.')) return [path]
  return readdirSync(full, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.(test\.tsx?|tsbuildinfo)$/.test(entry.name))
    .map((entry) => relative(top, join(entry.parentPath, entry.name)))
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function say(line) {
  process.stderr.write(`shouwen: ${line}\n`)
}

function fail(line) {
  say(line)
  process.exit(1)
}
