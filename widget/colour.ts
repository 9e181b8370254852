/** Relative luminance of `#rrggbb`, 0 black to 1 white (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return channel <= 0.03928 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

/** White or black ink on a shop's brand colour: one of them always reaches the contrast of 4.5 (WCAG 2.2 AA). */
export function onColour(colour: string): string {
  return luminance(colour) > 0.179 ? '#000000' : '#ffffff'
}
