import { fileTypes, imageTypes } from './contract.ts'

export type AcceptedType = { kind: 'image' | 'file'; mime: string }
/** What the browser said, what the first bytes say (absent: nothing recognised), and whether all bytes read as text. */
export type TypeFacts = { declared: string; sniffed?: string | undefined; isText: boolean; name: string }

const aliases: Record<string, string> = {
  'image/jpg': 'image/jpeg',
  'image/pjpeg': 'image/jpeg',
  'image/apng': 'image/png',
  'application/x-zip-compressed': 'application/zip',
  'application/csv': 'text/csv',
  'audio/mp3': 'audio/mpeg',
  'audio/x-m4a': 'audio/mp4',
  'audio/m4a': 'audio/mp4',
  'video/x-m4v': 'video/mp4',
}
const textTypes = new Set(['text/plain', 'text/csv'])
/** Old Office files are one container format, which the sniffer knows by this name. */
const compoundFile = 'application/x-cfb'
const oldOffice = new Set(['application/msword', 'application/vnd.ms-excel'])
/** A browser without an opinion. */
const unknown = new Set(['', 'application/octet-stream', 'binary/octet-stream'])

const isImage = (mime: string) => (imageTypes as readonly string[]).includes(mime)
const isFile = (mime: string) => (fileTypes as readonly string[]).includes(mime)

/**
 * The type under which an upload is kept, or null when it is refused. The contents decide; a declared type may only agree
 * with them, so a page named .png, an SVG or a program named .txt never comes in. Source: reliability/threats T3.
 */
export function acceptType({ declared, sniffed, isText, name }: TypeFacts): AcceptedType | null {
  const said = canonical(declared)
  if (sniffed === undefined) return isText ? acceptText(said, name) : null
  const found = canonical(sniffed)
  if (isImage(found)) return isImage(said) || unknown.has(said) ? { kind: 'image', mime: found } : null
  if (found === compoundFile) return oldOffice.has(said) ? { kind: 'file', mime: said } : null
  const agrees = said === found || unknown.has(said)
  return agrees && isFile(found) && !textTypes.has(found) ? { kind: 'file', mime: found } : null
}

// A browser on Windows names a .csv after the program that opens it.
function acceptText(said: string, name: string): AcceptedType | null {
  if (/\.csv$/i.test(name) && (textTypes.has(said) || unknown.has(said) || oldOffice.has(said))) {
    return { kind: 'file', mime: 'text/csv' }
  }
  if (textTypes.has(said)) return { kind: 'file', mime: said }
  return unknown.has(said) && /\.(txt|log|md)$/i.test(name) ? { kind: 'file', mime: 'text/plain' } : null
}

function canonical(mime: string): string {
  const bare = (mime.split(';')[0] ?? '').trim().toLowerCase()
  return aliases[bare] ?? bare
}
