const longest = 120
// Control characters, and the marks that turn "exe.gpj" around on screen.
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is removed
const unprintable = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g

/** The name an upload is shown and downloaded under: its last path part, printable, never empty. The store uses a key of its own. */
export function cleanFileName(given: string, fallback = 'file'): string {
  const printable = given.toWellFormed().replaceAll(unprintable, '').replaceAll('\ufffd', '')
  const last = printable.split(/[/\\]/).at(-1) ?? ''
  const name = last
    .replaceAll(/[<>:"|?*]/g, '_')
    .replace(/^[.\s]+/, '')
    .trim()
  if (name === '') return fallback
  const letters = [...name]
  if (letters.length <= longest) return name
  const extension = /\.[A-Za-z0-9]{1,10}$/.exec(name)?.[0] ?? ''
  return letters.slice(0, longest - extension.length).join('') + extension
}

/** The same name with the extension of what a picture was re-encoded to. */
export function withExtension(name: string, extension: string): string {
  return `${name.replace(/\.[A-Za-z0-9]{1,10}$/, '')}.${extension}`
}

const extensions: Record<string, readonly string[]> = {
  'application/pdf': ['pdf'],
  'text/plain': ['txt', 'log', 'md'],
  'text/csv': ['csv'],
  'application/zip': ['zip'],
  'application/msword': ['doc'],
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
  'application/vnd.ms-excel': ['xls'],
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
  'audio/mpeg': ['mp3'],
  'audio/mp4': ['m4a', 'mp4'],
  'video/mp4': ['mp4', 'm4v'],
}

/**
 * The same name, ending as its type does: text that is downloaded as `a.bat` or `a.html` would run with a double click
 * (reliability/threats T3).
 */
export function nameFitting(name: string, mime: string): string {
  const allowed = extensions[mime] ?? []
  const ending = /\.([A-Za-z0-9]{1,10})$/.exec(name)?.[1]?.toLowerCase()
  const [usual] = allowed
  return usual === undefined || (ending !== undefined && allowed.includes(ending)) ? name : `${name}.${usual}`
}

/** RFC 6266 with the RFC 5987 form for names that are not ASCII. */
export function contentDisposition(how: 'inline' | 'attachment', name: string): string {
  const ascii = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_')
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (letter) => `%${letter.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `${how}; filename="${ascii}"; filename*=UTF-8''${encoded}`
}
