/** A table on its way to a file: rows come as they are read, every cell is text ready to be shown. */
export type Sheet = {
  name: string
  columns: readonly { label: string; width?: number | undefined }[]
  rows: AsyncIterable<readonly string[]> | Iterable<readonly string[]>
}
