import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'

type Call = { id: number; name: string; argument: unknown }
type Answer = { id: number; value?: unknown; error?: string }
type Commands = Record<string, (argument: never) => unknown>

/** A process of a bench: it does what it is asked, and ends with the one that started it. */
export type Child = {
  process: ChildProcess
  call<T>(name: string, argument?: unknown): Promise<T>
  /** SIGTERM, and waits; `kill` is SIGKILL. */
  stop(): Promise<void>
  kill(): Promise<void>
}

const running = new Set<Child>()

/** Whatever became of the work: no child is left when its database goes. */
export async function stopChildren(): Promise<void> {
  await Promise.all([...running].map((child) => child.stop()))
}

/** `BENCH_NODE_FLAGS` reaches the measured server alone, for profiles: BENCH_NODE_FLAGS="--cpu-prof --cpu-prof-dir=…". */
export function startChild(path: string, { flags = [] as string[], env = {} as Record<string, string> } = {}): Child {
  // What it logs belongs beside the figures, not among them.
  const stdio = ['ignore', 2, 2, 'ipc'] as const
  const child = fork(path, [], {
    execArgv: flags,
    env: { ...process.env, ...env },
    serialization: 'advanced',
    stdio: [...stdio],
  })
  const waiting = new Map<number, PromiseWithResolvers<unknown>>()
  let nextId = 1
  child.on('message', ({ id, value, error }: Answer) => {
    if (error === undefined) waiting.get(id)?.resolve(value)
    else waiting.get(id)?.reject(new Error(error))
    waiting.delete(id)
  })
  child.on('exit', (code, signal) => {
    for (const { reject } of waiting.values()) reject(new Error(`${path} ended: ${code ?? signal}`))
    waiting.clear()
  })
  const end = async (signal: NodeJS.Signals) => {
    if (child.exitCode !== null || child.signalCode !== null) return
    const gone = once(child, 'exit')
    child.kill(signal)
    await gone
  }
  const started: Child = {
    process: child,
    call<T>(name: string, argument?: unknown) {
      const id = nextId++
      const answer = Promise.withResolvers<unknown>()
      waiting.set(id, answer)
      child.send({ id, name, argument } satisfies Call, (error) => error && answer.reject(error))
      return answer.promise as Promise<T>
    },
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  }
  running.add(started)
  child.on('exit', () => running.delete(started))
  return started
}

/** The other end: answers the calls of the parent. */
export function answerParent(commands: Commands): void {
  process.on('disconnect', () => process.exit(0))
  process.on('message', async ({ id, name, argument }: Call) => {
    const answer: Answer = { id }
    try {
      const command = commands[name]
      if (!command) throw new Error(`no command ${name}`)
      answer.value = await command(argument as never)
    } catch (error) {
      answer.error = error instanceof Error ? (error.stack ?? error.message) : String(error)
    }
    process.send?.(answer)
  })
}
