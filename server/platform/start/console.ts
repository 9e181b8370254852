/** For the operator who started the server; everything else goes to the log. */
export const say = (line: string) => process.stdout.write(`${line}\n`)

// Node reports a refused connection to both addresses of localhost as one error without a message of its own.
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join('; ')
  return error instanceof Error ? error.message : String(error)
}
