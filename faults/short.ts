import { expect, test } from 'vitest'
import type { Fault } from './fault.ts'

/** One fault with small numbers, as a test; `npm run faults` runs it with those of reliability/faults. */
export function testFault(fault: Fault): void {
  const missing = fault.missing?.() ?? null
  // On a machine of CI everything must be there; elsewhere the name says what to install.
  const isSkipped = missing !== null && process.env.CI !== 'true'
  const name = `${fault.id} ${fault.title}${missing ? ` (${missing})` : ''}`
  test.skipIf(isSkipped)(name, { timeout: 120_000 }, async () => {
    const { lost, doubled, broken } = await fault.run('small')
    expect({ lost, doubled, broken }).toEqual({ lost: 0, doubled: 0, broken: [] })
  })
}
