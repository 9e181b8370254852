import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const top = fileURLToPath(new URL('..', import.meta.url))

/** The pinned Node from node_modules; scripts themselves run on whatever Node the machine has. */
export const pinnedNode = fileURLToPath(new URL('../node_modules/node/bin/node', import.meta.url))

/** Runs a program at the top of the repository and returns its exit code. */
export function run(command, args, env = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd: top, stdio: 'inherit', env: { ...process.env, ...env } })
    child.on('error', (error) => {
      process.stderr.write(`${command}: ${error.message}\n`)
      resolve(1)
    })
    child.on('exit', (code) => resolve(code ?? 1))
  })
}

/** Runs a script of this repository or of an installed package on the pinned Node. */
export function runNode(script, args = [], env = {}) {
  return run(pinnedNode, [script, ...args], env)
}
