export interface Plan {
  limits: Limits
  /** Server areas, lowest first. An area may use only areas that stand before it. */
  areas: readonly string[]
  /** Words another area may import of a lower one: a file of that name or a folder of that name. */
  doors: readonly string[]
  /** Further words that only the composition files may import. */
  compositionDoors: readonly string[]
  composition: readonly string[]
  /** Table -> the one area (or `platform`) that writes it. */
  owners: Readonly<Record<string, string>>
  generated: readonly string[]
  exceptions: readonly Exception[]
}

export interface Limits {
  sourceLines: number
  testLines: number
  readmeLines: number
  functionLines: number
  componentLines: number
  handlerLines: number
  parameters: number
  folderFiles: number
  imports: number
}

export interface Exception {
  rule: Rule
  path: string
  reason: string
}

export type Rule =
  | 'file-length'
  | 'function-length'
  | 'component-length'
  | 'handler-length'
  | 'parameters'
  | 'folder-files'
  | 'imports'
  | 'cycle'
  | 'root'
  | 'area'
  | 'table'
  | 'barrel'
  | 'name'
  | 'clock'
  | 'parse'
  | 'exception'

export interface Violation {
  rule: Rule
  path: string
  message: string
  line?: number
}
