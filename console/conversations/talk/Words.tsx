const address = /https?:\/\/[^\s<>"'，。；、！？（）【】]+[^\s<>"'，。；、！？（）【】.,;:!?)]/g

/** Text exactly as written; addresses can be followed, nothing else is interpreted. */
export function Words({ text }: { text: string }) {
  const parts: { key: number; text: string; isLink: boolean }[] = []
  let from = 0
  for (const match of text.matchAll(address)) {
    if (match.index > from) parts.push({ key: from, text: text.slice(from, match.index), isLink: false })
    parts.push({ key: match.index, text: match[0], isLink: true })
    from = match.index + match[0].length
  }
  if (from < text.length) parts.push({ key: from, text: text.slice(from), isLink: false })
  return (
    <p className="words" dir="auto">
      {parts.map((part) =>
        part.isLink ? (
          <a key={part.key} href={part.text} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}
