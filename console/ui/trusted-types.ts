type PolicyFactory = {
  createPolicy(
    name: string,
    rules: { createHTML?(text: string): string; createScriptURL?(url: string): string },
  ): unknown
}

/**
 * The one policy of the console. antd writes its style sheets through innerHTML of a <style>: style text has no "<",
 * so anything that could open a tag is refused. The only script address is our own service worker.
 */
export function guardSinks(): void {
  const factory = (window as unknown as { trustedTypes?: PolicyFactory }).trustedTypes
  factory?.createPolicy('default', {
    createHTML(text) {
      if (text.includes('<')) throw new TypeError('HTML is not written from text here')
      return text
    },
    createScriptURL(url) {
      if (url !== '/sw.js') throw new TypeError('Scripts come from the page alone')
      return url
    },
  })
}
