// npm test [-- words of file names]: every test, then every journey in Chromium. The last line is the result.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { ensureBuilt, ensureInstalled } from './build.mjs'
import { CHROMIUM_ADVICE, findChromium } from './chromium.mjs'
import { runNode, top } from './run.mjs'
import { playwrightCounts, summaryLine, total, vitestCounts, withExitCode } from './summary.mjs'

const words = process.argv.slice(2)
const inCi = process.env.CI === 'true'
const reports = `${top}/test-results`

async function main() {
  process.once('exit', sayUnfinished)
  await ensureInstalled()
  await ensureBuilt()
  for (const name of ['unit.json', 'e2e.json', 'summary.txt']) rmSync(`${reports}/${name}`, { force: true })
  mkdirSync(reports, { recursive: true })
  const counts = total([await unitTests(), await journeys()])
  const line = summaryLine(counts)
  writeFileSync(`${reports}/summary.txt`, `${line}\n`)
  process.off('exit', sayUnfinished)
  if (counts.skipped > 0) process.stdout.write(`${counts.skipped} skipped\n`)
  process.stdout.write(`${line}\n`)
  process.exitCode = counts.failed === 0 ? 0 : 1
}

/** A failed installation or build ends the process; the last line is a result all the same. */
function sayUnfinished() {
  process.stdout.write('0 passed, 1 failed\n')
}

async function unitTests() {
  const report = `${reports}/unit.json`
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const code = await runNode('node_modules/vitest/vitest.mjs', ['run', '--passWithNoTests', ...reporters, ...words])
  return withExitCode(vitestCounts(report), code)
}

async function journeys() {
  const chromium = findChromium()
  if (!chromium) {
    process.stdout.write(
      `${inCi ? 'no browser for the journeys' : 'skipped: journeys in a browser'}: ${CHROMIUM_ADVICE}\n`,
    )
    return { passed: 0, failed: inCi ? 1 : 0, skipped: inCi ? 0 : 1 }
  }
  const report = `${reports}/e2e.json`
  const options = ['-c', 'e2e/playwright.config.ts', '--reporter=list,json', '--pass-with-no-tests', ...words]
  const env = {
    CHROMIUM_PATH: chromium,
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
    FORCE_COLOR: process.stdout.isTTY ? '1' : '0',
  }
  const code = await runNode('node_modules/@playwright/test/cli.js', ['test', ...options], env)
  return withExitCode(playwrightCounts(report), code)
}

await main()
