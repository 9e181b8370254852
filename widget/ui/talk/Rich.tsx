import { linkParts } from './links.ts'

/** Text from the network, as text: links are recognised, nothing is interpreted. */
export function Rich({ text }: { text: string }) {
  return (
    <p class="text" dir="auto">
      {linkParts(text).map((part, at) =>
        part.href ? (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts of an unchanging text
          <a key={at} href={part.href} target="_blank" rel="noopener noreferrer nofollow">
            {part.text}
          </a>
        ) : (
          part.text
        ),
      )}
    </p>
  )
}
