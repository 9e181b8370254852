import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { inflateRawSync } from 'node:zlib'
import { afterAll, describe, expect, it } from 'vitest'
import { csv } from './csv.ts'
import type { Sheet } from './sheet.ts'
import { xlsx } from './xlsx.ts'

const folder = mkdtempSync(join(tmpdir(), 'shouwen-sheets-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const whole = buffer
const hasPython = spawnSync('python3', ['-c', '']).status === 0
const sheet = (rows: string[][]): Sheet => ({
  name: '工单/列表',
  columns: [{ label: '工单号' }, { label: '标题', width: 40 }],
  rows,
})

/** Reads the way a reader must: the directory at the end says where each entry lies. */
function entriesOf(zip: Buffer): Map<string, string> {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  const found = new Map<string, string>()
  for (let at = zip.readUInt32LE(end + 16), left = zip.readUInt16LE(end + 10); left > 0; left--) {
    const [packed, length, start] = [zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt32LE(at + 42)]
    const name = zip.subarray(at + 46, at + 46 + length).toString()
    const content = zip.subarray(start + 30 + length, start + 30 + length + packed)
    found.set(name, inflateRawSync(content).toString())
    at += 46 + length
  }
  return found
}

describe('csv', () => {
  it('begins with the mark that Excel needs, quotes what RFC 4180 asks for and ends lines with CRLF', async () => {
    const text = (await whole(csv(sheet([['GD1', '他说："好，\n谢谢"']])))).toString()
    expect(text).toBe('\uFEFF工单号,标题\r\nGD1,"他说：""好，\n谢谢"""\r\n')
  })

  it.each(['=1+1', '+86 1', '-2', '@SUM(A1)', '\t=1', '\r=1'])('makes a text of %j', async (cell) => {
    const text = (await whole(csv(sheet([[cell, 'x']])))).toString()
    expect(text.replaceAll('"', '')).toContain(`\r\n'${cell},x`)
  })
})

describe('xlsx', () => {
  it('is a ZIP of the parts a workbook needs, every cell a text', async () => {
    const parts = entriesOf(await whole(xlsx(sheet([['=1+1', '<b>&"\u0001\ud800']]))))
    expect([...parts.keys()]).toEqual([
      '[Content_Types].xml',
      '_rels/.rels',
      'xl/workbook.xml',
      'xl/_rels/workbook.xml.rels',
      'xl/styles.xml',
      'xl/worksheets/sheet1.xml',
    ])
    expect(parts.get('xl/workbook.xml')).toContain('name="工单 列表"')
    const cells = parts.get('xl/worksheets/sheet1.xml')
    expect(cells).toContain('t="inlineStr"><is><t xml:space="preserve">=1+1</t>')
    expect(cells).toContain('&lt;b&gt;&amp;&quot;\ufffd</t>')
    expect(cells).not.toContain('<f>')
  })

  it.runIf(hasPython)('is taken as whole by another reader of ZIP', async () => {
    const file = join(folder, 'a.xlsx')
    const many = Array.from({ length: 5000 }, (_, index) => [`GD${index}`, '客户反映快递没有到'.repeat(20)])
    writeFileSync(file, await whole(xlsx(sheet(many))))
    const read =
      'import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(z.testzip(), z.read("xl/worksheets/sheet1.xml").count(b"<row>"))'
    expect(execFileSync('python3', ['-c', read, file]).toString().trim()).toBe('None 5001')
  })
})
