/** Styles of a part that is fetched later; a constructed sheet needs no exception in the CSP. */
export function adopt(css: string) {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(css)
  document.adoptedStyleSheets.push(sheet)
}
