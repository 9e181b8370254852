import type { Plan, Violation } from './plan.ts'
import type { SourceFile, Tree } from './tree.ts'

/** Every cycle of imports, types included, once: named by the path that closes it. */
export function checkCycles(tree: Tree, _plan: Plan): Violation[] {
  const state = new Map<string, 'open' | 'done'>()
  const found: Violation[] = []
  const visit = (file: SourceFile, trail: string[]) => {
    state.set(file.path, 'open')
    const here = [...trail, file.path]
    for (const target of targetsOf(tree, file)) {
      if (state.get(target.path) === 'open') found.push(cycle(here.slice(here.indexOf(target.path))))
      else if (!state.has(target.path)) visit(target, here)
    }
    state.set(file.path, 'done')
  }
  for (const file of tree.sources.values()) if (!state.has(file.path)) visit(file, [])
  return found
}

function targetsOf(tree: Tree, file: SourceFile): SourceFile[] {
  return file.imports.flatMap((wanted) => tree.sources.get(tree.resolve(file, wanted) ?? '') ?? [])
}

function cycle(members: string[]): Violation {
  return { rule: 'cycle', path: members[0] ?? '', message: [...members, members[0]].join(' -> ') }
}
