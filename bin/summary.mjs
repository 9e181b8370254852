import { readFileSync } from 'node:fs'

/** Reads the report of Vitest; a run that left none counts as one failure. */
export function vitestCounts(path) {
  const report = readReport(path)
  if (!report) return { passed: 0, failed: 1, skipped: 0 }
  const brokenFiles = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  )
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + brokenFiles.length,
    skipped: report.numPendingTests,
  }
}

/** Reads the report of Playwright. `flaky` passed at the second try, which only CI allows. */
export function playwrightCounts(path) {
  const stats = readReport(path)?.stats
  if (!stats) return { passed: 0, failed: 1, skipped: 0 }
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected, skipped: stats.skipped }
}

function readReport(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

/** A suite that exits with an error and reports none (a crash, an unhandled rejection) is a failure too. */
export function withExitCode(counts, code) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts
}

export function total(all) {
  return all.reduce(
    (sum, one) => ({
      passed: sum.passed + one.passed,
      failed: sum.failed + one.failed,
      skipped: sum.skipped + (one.skipped ?? 0),
    }),
    { passed: 0, failed: 0, skipped: 0 },
  )
}

export function summaryLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`
}
