#!/usr/bin/env node
// npm start: install when needed, build when stale, then run the server on the pinned Node.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureBuilt, ensureInstalled } from './build.mjs'
import { pinnedNode, top } from './run.mjs'

ensureInstalled({ withTools: false })
ensureBuilt()

const server = spawn(pinnedNode, [join(top, 'server', 'main.ts'), ...process.argv.slice(2)], {
  stdio: 'inherit',
  // Types are stripped and code is compiled once, not at every start.
  env: { NODE_COMPILE_CACHE: join(top, '.cache', 'node'), ...process.env },
})
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => server.kill(signal))
server.on('error', (error) => {
  process.stderr.write(`shouwen: the server could not be started: ${error.message}\n`)
  process.exit(1)
})
const release = stopServerWhenWeDie()
server.on('exit', (code, signal) => {
  release()
  process.exit(signal ? 1 : (code ?? 1))
})

/** Killed with SIGKILL we cannot pass the signal on: a small shell does it when its pipe closes. */
function stopServerWhenWeDie() {
  if (process.platform === 'win32') return () => {}
  const script = 'read line || kill -TERM "$0"'
  const shell = spawn('/bin/sh', ['-c', script, String(server.pid)], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  })
  shell.on('error', () => {})
  shell.stdin.on('error', () => {})
  const ancestors = npmAbove()
  const watch = setInterval(() => {
    if (npmAbove() === ancestors) return
    clearInterval(watch)
    server.kill('SIGTERM')
  }, 500)
  return () => {
    clearInterval(watch)
    shell.stdin.end('ended\n')
  }
}

/** npm runs us in a shell; when npm is killed that shell, or we, get another parent. Without npm there is nothing to watch. */
function npmAbove() {
  if (process.env.npm_lifecycle_event === undefined) return ''
  try {
    const shell = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    return `${process.ppid} ${shell.slice(shell.lastIndexOf(')')).split(' ')[2]}`
  } catch {
    return String(process.ppid)
  }
}
