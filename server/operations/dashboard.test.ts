import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startTestApp, type TestApp } from '../../test/app.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

test.each(['grafana/shouwen.json', 'shouwen-alerts.yaml'])('deploy/%s asks for metrics that exist', async (path) => {
  await fetch(`${app.url}/healthz`)
  const told = await (await fetch(`${app.url}/metrics`)).text()
  const names = new Set([...told.matchAll(/^([a-z0-9_]+)[ {]/gm)].map((match) => match[1]))
  const text = readFileSync(new URL(`../../deploy/${path}`, import.meta.url), 'utf8')
  const asked = new Set([...text.matchAll(/\b((?:shouwen|nodejs|process)_[a-z0-9_]+)/g)].map((match) => match[1]))
  expect(asked.size).toBeGreaterThan(2)
  expect([...asked].filter((name) => !names.has(name))).toEqual([])
})
