import { expect, type Page } from '@playwright/test'
import { test } from './stage.ts'

/** Names of the figures that the offer lies on. */
const covered = (page: Page) =>
  page.evaluate(() => {
    const offer = document.querySelector('.offer')?.getBoundingClientRect()
    if (!offer) return ['no offer is shown']
    const isUnder = ({ top, bottom, left, right }: DOMRect) =>
      top < offer.bottom && bottom > offer.top && left < offer.right && right > offer.left
    const under = [...document.querySelectorAll('.figure')].filter((figure) => isUnder(figure.getBoundingClientRect()))
    return under.map((figure) => figure.querySelector('h2')?.textContent)
  })

test('an offer does not lie on the figures of the wall', async ({ customer, agent }) => {
  const zhao = await agent('赵磊', { path: '/wall', viewport: { width: 1440, height: 900 } })
  await expect(zhao.page.getByRole('heading', { name: '首次响应' }).first()).toBeVisible()
  const guest = await customer()
  await guest.ask('请问发票怎么开')
  await expect(zhao.page.getByRole('button', { name: '接入' })).toBeInViewport({ ratio: 1 })
  expect(await covered(zhao.page)).toEqual([])

  await test.step('on a phone every figure can be scrolled clear of it', async () => {
    await zhao.page.setViewportSize({ width: 390, height: 844 })
    await zhao.page.locator('.figure').last().scrollIntoViewIfNeeded()
    await zhao.page
      .locator('.figure')
      .last()
      .evaluate((figure) => figure.scrollIntoView({ block: 'start' }))
    await expect(zhao.page.getByRole('button', { name: '接入' })).toBeInViewport({ ratio: 1 })
    expect(await covered(zhao.page)).toEqual([])
  })
})
