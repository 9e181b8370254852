import { resolve } from 'node:path'
import { type Problem, readBundles } from './locales/bundles.ts'
import { checkKeys, checkVariables } from './locales/keys.ts'
import { checkScripts } from './locales/scripts.ts'
import { checkUses } from './locales/uses.ts'

/** Three languages, complete: same keys, same variables, own script, and every key that a screen asks for. */
export function checkLocales(top: string): Problem[] {
  const { bundles, problems } = readBundles(top)
  const texts = bundles.flatMap((bundle) => [...checkKeys(bundle), ...checkVariables(bundle), ...checkScripts(bundle)])
  return [...problems, ...texts, ...checkUses(top, bundles)]
}

function main() {
  const problems = checkLocales(resolve(import.meta.dirname, '..'))
  for (const { path, message } of problems) process.stdout.write(`${path}  ${message}\n`)
  process.stdout.write(problems.length === 0 ? 'locales: complete\n' : `locales: ${problems.length} problems\n`)
  process.exitCode = problems.length === 0 ? 0 : 1
}

if (import.meta.main) main()
