import { Fragment } from 'react'

const variable = /(\{\{[a-z][a-z0-9_]*\}\})/

type ScriptTextProps = { text: string; lang?: string; nameOf: (key: string) => string }

/** A script as it is read: its variables stand out by frame and name. */
export function ScriptText({ text, lang, nameOf }: ScriptTextProps) {
  return (
    <p className="script-text" lang={lang}>
      {text.split(variable).map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of one text keep their places
        <Fragment key={index}>
          {variable.test(part) ? <span className="script-variable">{nameOf(part.slice(2, -2))}</span> : part}
        </Fragment>
      ))}
    </p>
  )
}
