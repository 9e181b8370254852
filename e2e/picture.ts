import type { Page } from '@playwright/test'

type Picture = { colour: string; width: number; height: number }

/** Puts a picture on the clipboard, as a screenshot tool does. The page is in front and may write. */
export async function copyPicture(page: Page, picture: Picture): Promise<void> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.bringToFront()
  await page.evaluate(async ({ colour, width, height }) => {
    const canvas = new OffscreenCanvas(width, height)
    const brush = canvas.getContext('2d')
    if (!brush) throw new Error('nothing to paint with')
    brush.fillStyle = colour
    brush.fillRect(0, 0, width, height)
    brush.fillStyle = '#fff'
    brush.fillRect(width / 4, height / 4, width / 2, height / 2)
    const png = await canvas.convertToBlob({ type: 'image/png' })
    await navigator.clipboard.write([new ClipboardItem({ 'image/png': png })])
  }, picture)
}
