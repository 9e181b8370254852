import type { Plan, Violation } from './plan.ts'
import type { SourceFile, Tree } from './tree.ts'

/** Where a file of `server/` stands: in an area, in the platform, or at the top. */
interface Place {
  area: string
  /** The file or folder inside the area. */
  door: string
  /** The file itself, however deep. */
  file: string
}

const NOT_AREAS = new Set(['platform', 'migrations', 'content'])

export function checkAreas(tree: Tree, plan: Plan): Violation[] {
  const server = [...tree.sources.values()].filter((file) => file.root === 'server')
  return [...checkFolders(tree, plan), ...server.flatMap((file) => checkFile(tree, plan, file))]
}

function checkFolders(tree: Tree, plan: Plan): Violation[] {
  const folders = new Set(tree.paths.map((path) => /^server\/([^/]+)\//.exec(path)?.[1] ?? 'platform'))
  return [...folders]
    .filter((folder) => !plan.areas.includes(folder) && !NOT_AREAS.has(folder))
    .map((folder) => ({
      rule: 'area',
      path: `server/${folder}`,
      message: 'not in AREAS: say which areas it stands above',
    }))
}

function checkFile(tree: Tree, plan: Plan, file: SourceFile): Violation[] {
  if (file.isTest) return []
  return file.imports.flatMap((wanted): Violation[] => {
    const target = tree.resolve(file, wanted)
    const reason = target?.startsWith('server/') ? refusal(plan, file.path, target) : undefined
    return reason ? [{ rule: 'area', path: file.path, line: file.lineAt(wanted.start), message: reason }] : []
  })
}

function refusal(plan: Plan, from: string, to: string): string | undefined {
  const [user, used] = [placeOf(from), placeOf(to)]
  if (plan.composition.includes(to)) {
    return plan.composition.includes(from) ? undefined : `${to} composes the areas, nothing imports it`
  }
  if (NOT_AREAS.has(used.area) || used.area === '' || used.area === user.area) return undefined
  if (user.area === 'platform') return `the platform knows no area (${to})`
  const isComposition = plan.composition.includes(from)
  if (user.area === '' && !isComposition) return `only ${plan.composition.join(', ')} compose areas`
  if (isComposition && plan.compositionDoors.includes(used.file)) return undefined
  const { doors } = plan
  if (!doors.includes(used.door)) return `${to} is inside "${used.area}": use its ${doors.join(', ')}`
  if (!isComposition && plan.areas.indexOf(used.area) > plan.areas.indexOf(user.area)) {
    return `"${user.area}" stands below "${used.area}" and must not use it`
  }
  return undefined
}

function placeOf(path: string): Place {
  const parts = path.split('/')
  const area = parts.length > 2 ? (parts[1] ?? '') : ''
  return { area, door: (parts[2] ?? '').replace(/\.ts$/, ''), file: (parts.at(-1) ?? '').replace(/\.ts$/, '') }
}
