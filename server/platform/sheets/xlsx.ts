import type { Sheet } from './sheet.ts'
import { type Entry, zipped } from './zip.ts'

const xml = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
const office = 'http://schemas.openxmlformats.org'
const packageType = 'application/vnd.openxmlformats'
const main = `${office}/spreadsheetml/2006/main`
const relations = `${office}/officeDocument/2006/relationships`

/** A workbook of one sheet (ECMA-376) as a stream: head frozen and bold, every cell a text, so that nothing in it can run. */
export function xlsx(sheet: Sheet): AsyncGenerator<Buffer> {
  const entries: Entry[] = [
    { name: '[Content_Types].xml', content: [contentTypes] },
    { name: '_rels/.rels', content: [relationsOf('officeDocument', 'xl/workbook.xml')] },
    { name: 'xl/workbook.xml', content: [workbookOf(sheet.name)] },
    { name: 'xl/_rels/workbook.xml.rels', content: [workbookRelations] },
    { name: 'xl/styles.xml', content: [styles] },
    { name: 'xl/worksheets/sheet1.xml', content: sheetOf(sheet) },
  ]
  return zipped(entries)
}

const contentTypes = `${xml}<Types xmlns="${office}/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="${packageType}-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${packageType}-officedocument.spreadsheetml.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${packageType}-officedocument.spreadsheetml.styles+xml"/></Types>`

const relation = (id: number, type: string, target: string) =>
  `<Relationship Id="rId${id}" Type="${relations}/${type}" Target="${target}"/>`
const relationsOf = (type: string, target: string) => relationList(relation(1, type, target))
const relationList = (list: string) =>
  `${xml}<Relationships xmlns="${office}/package/2006/relationships">${list}</Relationships>`
const workbookRelations = relationList(
  relation(1, 'worksheet', 'worksheets/sheet1.xml') + relation(2, 'styles', 'styles.xml'),
)

/** Excel allows 31 characters, and none of these. */
const sheetName = (name: string) => escaped(name.replaceAll(/[\\/*?:[\]']/g, ' ').slice(0, 31))
const workbookOf = (name: string) =>
  `${xml}<workbook xmlns="${main}" xmlns:r="${relations}"><sheets><sheet name="${sheetName(name)}" sheetId="1" r:id="rId1"/></sheets></workbook>`

// Style 1 is the head, style 2 a wrapped cell.
const styles = `${xml}<styleSheet xmlns="${main}"><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`

async function* sheetOf({ columns, rows }: Sheet): AsyncGenerator<string> {
  const pane = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  const widths = columns.map(
    ({ width = 18 }, index) => `<col min="${index + 1}" max="${index + 1}" width="${width}" customWidth="1"/>`,
  )
  yield `${xml}<worksheet xmlns="${main}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews><cols>${widths.join('')}</cols><sheetData>`
  yield rowOf(
    columns.map(({ label }) => label),
    1,
  )
  for await (const row of rows) yield rowOf(row, 2)
  yield '</sheetData></worksheet>'
}

const rowOf = (cells: readonly string[], style: number) =>
  `<row>${cells.map((text) => cellOf(text, style)).join('')}</row>`

/** What Excel takes in one cell. */
const longestCell = 32_767

const cellOf = (text: string, style: number) =>
  text === ''
    ? `<c s="${style}"/>`
    : `<c s="${style}" t="inlineStr"><is><t xml:space="preserve">${escaped(text.slice(0, longestCell))}</t></is></c>`

// biome-ignore lint/suspicious/noControlCharactersInRegex: XML 1.0 has no place for them
const unwritable = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(unwritable, '')
    .replaceAll(/[&<>"]/g, (character) => entities[character] ?? '')
}
