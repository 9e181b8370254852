import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { playwrightCounts, summaryLine, total, vitestCounts, withExitCode } from './summary.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shouwen-summary-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

function report(content) {
  const path = join(folder, 'report.json')
  writeFileSync(path, JSON.stringify(content))
  return path
}

test('tests and journeys are counted together', () => {
  const testResults = [{ status: 'passed', assertionResults: [{}] }]
  const unit = vitestCounts(report({ numPassedTests: 40, numFailedTests: 1, numPendingTests: 2, testResults }))
  const journeys = playwrightCounts(report({ stats: { expected: 7, unexpected: 1, flaky: 0, skipped: 0 } }))
  expect(total([unit, journeys])).toEqual({ passed: 47, failed: 2, skipped: 2 })
  expect(summaryLine(total([unit, journeys]))).toBe('47 passed, 2 failed')
})

test('a file that breaks before its first test is a failure', () => {
  const testResults = [{ status: 'failed', assertionResults: [] }]
  const counts = vitestCounts(report({ numPassedTests: 1, numFailedTests: 0, numPendingTests: 0, testResults }))
  expect(counts.failed).toBe(1)
})

test('a journey that passes at the second try, which only CI allows, is counted once', () => {
  const counts = playwrightCounts(report({ stats: { expected: 7, unexpected: 0, flaky: 1, skipped: 0 } }))
  expect(counts).toEqual({ passed: 8, failed: 0, skipped: 0 })
})

test('a run without a report is a failure', () => {
  expect(vitestCounts(join(folder, 'none.json')).failed).toBe(1)
  expect(playwrightCounts(join(folder, 'none.json')).failed).toBe(1)
})

test('a run that ends with an error and blames no test is a failure', () => {
  expect(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 1).failed).toBe(1)
  expect(withExitCode({ passed: 3, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  expect(withExitCode({ passed: 3, failed: 0, skipped: 0 }, 0).failed).toBe(0)
})
