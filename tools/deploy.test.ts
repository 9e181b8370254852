import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse, parseAllDocuments } from 'yaml'

const deploy = resolve(import.meta.dirname, '..', 'deploy')
const read = (path: string) => readFileSync(join(deploy, path), 'utf8')
const settings = readFileSync(resolve(deploy, '../server/platform/start/env.ts'), 'utf8')
const isSetting = (name: string) => new RegExp(`\\b${name.replace(/_FILE$/, '')}\\b`).test(settings)
const templates = 'helm/shouwen/templates'

describe('compose.yaml', () => {
  const compose = parse(read('compose.yaml'), { merge: true })
  const nodes = ['node1', 'node2'].map((name) => compose.services[name])

  test('runs two nodes, PostgreSQL, Redis and Caddy', () => {
    expect(Object.keys(compose.services).sort()).toEqual(['caddy', 'node1', 'node2', 'postgres', 'redis'])
  })

  test('gives nodes settings that exist, and no right they do not need', () => {
    for (const node of nodes) {
      expect(Object.keys(node.environment).filter((name) => !isSetting(name))).toEqual([])
      expect(node).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] })
    }
  })

  test('opens nothing to the world but the proxy', () => {
    const open = Object.entries<{ ports?: unknown }>(compose.services).filter(([, service]) => service.ports)
    expect(open.map(([name]) => name)).toEqual(['caddy'])
  })

  test('declares every volume, secret and network that is used', () => {
    for (const service of Object.values<Record<string, string[]>>(compose.services)) {
      const volumes = (service.volumes ?? []).map((mount) => mount.split(':')[0] ?? '')
      expect(volumes.filter((name) => !name.startsWith('.') && !(name in compose.volumes))).toEqual([])
      expect((service.secrets ?? []).filter((name) => !(name in compose.secrets))).toEqual([])
      expect((service.networks ?? []).filter((name) => !(name in compose.networks))).toEqual([])
    }
  })
})

describe('the Helm chart', () => {
  const values = parse(read('helm/shouwen/values.yaml'))
  const files = readdirSync(join(deploy, templates))

  test.each(files)('%s uses values that are documented, settings that exist, and is YAML once filled in', (file) => {
    const text = read(`${templates}/${file}`)
    const used = [...text.matchAll(/\.Values\.([A-Za-z0-9.]+)/g)].map((match) => match[1] ?? '')
    const valueAt = (path: string) => path.split('.').reduce((at, name) => at?.[name], values)
    expect(used.filter((path) => valueAt(path) === undefined)).toEqual([])
    const names = [...text.matchAll(/- name: ([A-Z][A-Z0-9_]+)$/gm)].map((match) => match[1] ?? '')
    expect(names.filter((name) => !isSetting(name))).toEqual([])
    // No engine of templates here: conditions away, every expression a word.
    const filled = text.replace(/^\s*\{\{-? ?(if|else|end).*\}\}$/gm, '').replace(/\{\{[^}]*\}\}/g, 'word')
    const documents = parseAllDocuments(filled, { uniqueKeys: false })
    expect(documents.flatMap(({ errors }) => errors)).toEqual([])
    expect(documents.map((document) => document.get('kind'))).not.toContain(undefined)
  })

  test('is of the version of the product', () => {
    const { version } = JSON.parse(readFileSync(resolve(deploy, '../package.json'), 'utf8'))
    expect(parse(read('helm/shouwen/Chart.yaml')).appVersion).toBe(version)
  })
})

test('the image runs as somebody else than root, and the units say what it takes', () => {
  expect(read('Dockerfile')).toMatch(/^USER 10001:10001$/m)
  for (const unit of ['shouwen.service', 'shouwen-backup.service']) {
    const text = read(`systemd/${unit}`)
    expect(text).toMatch(/^User=shouwen$/m)
    expect(text).toMatch(/^NoNewPrivileges=yes$/m)
    expect(text).toMatch(/^ProtectSystem=strict$/m)
    const program = /bin\/node (\S+)/.exec(text)?.[1] ?? ''
    expect(existsSync(resolve(deploy, '..', program))).toBe(true)
  }
})

test('proxies pass WebSocket on and hide the metrics', () => {
  expect(read('nginx.conf')).toContain('proxy_set_header Upgrade $http_upgrade')
  expect(read('nginx.conf')).toContain('location = /metrics { return 404; }')
  expect(read('Caddyfile')).toContain('respond @metrics 404')
})

test('README.md tells of every file', () => {
  const files = readdirSync(deploy).filter(
    (name) => !name.startsWith('.') && name !== 'README.md' && name !== 'secrets',
  )
  expect(files.filter((name) => !read('README.md').includes(`\`${name}`))).toEqual([])
})
