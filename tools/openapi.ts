/** Writes docs/openapi.json from the contracts; `--check` fails when the committed one differs. Needs no database: nothing is asked. */
import { randomBytes } from 'node:crypto'
import { readFile, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { describeApi } from '../server/app.ts'

const file = new URL('../docs/openapi.json', import.meta.url)

const document = await describeApi({
  databaseUrl: 'postgres://nobody@127.0.0.1:1/none',
  key: randomBytes(32),
  files: { folder: tmpdir() },
  publicUrl: 'http://localhost',
  logLevel: 'silent',
})
const text = `${JSON.stringify(document, null, 2)}\n`
const committed = await readFile(file, 'utf8').catch(() => '')
if (committed !== text) {
  if (process.argv.includes('--check')) {
    process.stderr.write('docs/openapi.json differs from the contracts: run `node tools/openapi.ts` and commit it.\n')
    process.exitCode = 1
  } else await writeFile(file, text)
}
