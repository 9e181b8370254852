import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'

/** Lays out a small tree in a temporary folder, hands its path over and removes it. */
export function withFiles<T>(files: Record<string, string>, use: (top: string) => T): T {
  const top = mkdtempSync(join(tmpdir(), 'shouwen-tree-'))
  try {
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(dirname(join(top, path)), { recursive: true })
      writeFileSync(join(top, path), content)
    }
    return use(top)
  } finally {
    rmSync(top, { recursive: true, force: true })
  }
}
