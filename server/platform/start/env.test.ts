import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readSettings } from './env.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'shouwen-env-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

const refusal = (argv: string[], env: Record<string, string> = {}) => {
  try {
    readSettings(argv, env)
  } catch (error) {
    return (error as Error).message
  }
  throw new Error('the settings were accepted')
}

describe('readSettings', () => {
  it('needs nothing', () => {
    const { port, shopPort, host, data, demo, databaseUrl, s3, logLevel, trustProxy } = readSettings([], {})
    expect({ port, shopPort, host, demo, logLevel, trustProxy }).toEqual({
      port: 3000,
      shopPort: 3001,
      host: '127.0.0.1',
      demo: false,
      logLevel: 'info',
      trustProxy: [],
    })
    expect(data).toBe(resolve('data'))
    expect([databaseUrl, s3]).toEqual([undefined, undefined])
  })

  it('puts the shop on the next port, unless told otherwise', () => {
    expect(readSettings(['--port', '80'], {}).shopPort).toBe(81)
    expect(readSettings(['--port', '80', '--shop-port', '90'], {}).shopPort).toBe(90)
    expect(readSettings(['--port', '0'], {}).shopPort).toBe(0)
  })

  it('reads a secret from the file that the variable with _FILE names', () => {
    const file = join(folder, 'url')
    writeFileSync(file, 'postgres://me:pw@db/shouwen\n')
    expect(readSettings([], { DATABASE_URL_FILE: file }).databaseUrl).toBe('postgres://me:pw@db/shouwen')
  })

  it('takes an empty variable for one that is not set', () => {
    expect(readSettings([], { DATABASE_URL: '', S3_BUCKET: '' }).databaseUrl).toBeUndefined()
  })

  it('keeps the origin of PUBLIC_URL, the S3 settings together and the proxies as a list', () => {
    const s3 = { S3_BUCKET: 'files', S3_KEY: 'k', S3_SECRET: 's' }
    const settings = readSettings([], { PUBLIC_URL: 'https://kf.example.com/', TRUST_PROXY: '10.0.0.0/8, ::1', ...s3 })
    expect(settings.publicUrl).toBe('https://kf.example.com')
    expect(settings.s3).toEqual({ bucket: 'files', region: 'us-east-1', endpoint: undefined, key: 'k', secret: 's' })
    expect(settings.trustProxy).toEqual(['10.0.0.0/8', '::1'])
  })

  it.each([
    [['--port', 'abc'], '--port: must be a whole number from 0 (any free port) to 65535'],
    [['--port', '65536'], '--port: must be a whole number from 0 (any free port) to 65535'],
    [['--port='], '--port: must be a whole number from 0 (any free port) to 65535'],
    [['--port', '65535'], '--shop-port: give one, because --port + 1 is not a port'],
    [['--port', '80', '--shop-port', '80'], '--shop-port: must differ from --port'],
    [['--data='], '--data: must not be empty'],
    [['--prt', '80'], "Unknown option '--prt'. Known options: --port --shop-port --host --data --demo"],
    [['shop'], "Unexpected argument 'shop'. Known options: --port --shop-port --host --data --demo"],
  ])('refuses the options %j', (argv, message) => {
    expect(refusal(argv)).toBe(message)
  })

  it.each([
    [{ DATABASE_URL: 'mysql://secret@db' }, 'DATABASE_URL: must look like postgres://user:password@host:5432/name'],
    [
      { DATABASE_URL: 'postgres://a/b', DATABASE_URL_FILE: '/x' },
      'DATABASE_URL: give either DATABASE_URL or DATABASE_URL_FILE, not both',
    ],
    [{ S3_KEY_FILE: '/nowhere/key' }, 'S3_KEY_FILE: cannot read /nowhere/key (ENOENT)'],
    [{ REDIS_URL: 'localhost:6379' }, 'REDIS_URL: must look like redis://host:6379'],
    [{ PUBLIC_URL: 'https://a.example/help' }, 'PUBLIC_URL: must be an origin such as https://help.example.com'],
    [{ SECRET_KEY: 'c2hvcnQ=' }, 'SECRET_KEY: must be 32 bytes in base64 (openssl rand -base64 32)'],
    [{ S3_REGION: 'eu-west-1' }, 'S3_BUCKET: missing, while other S3_ settings are given'],
    [{ S3_BUCKET: 'files', S3_KEY: 'k' }, 'S3_SECRET: missing, while S3_BUCKET is given'],
    [{ S3_BUKET: 'files' }, 'S3_BUKET: no such setting'],
    [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL: must be one of fatal, error, warn, info, debug, trace, silent'],
    [{ TRUST_PROXY: 'true' }, 'TRUST_PROXY: must list addresses or networks, for example 10.0.0.5,172.16.0.0/12'],
    [
      { TRUST_PROXY: '10.0.0.0/33' },
      'TRUST_PROXY: must list addresses or networks, for example 10.0.0.5,172.16.0.0/12',
    ],
  ])('refuses the variables %j in one line that does not repeat the value', (env, message) => {
    expect(refusal([], env as Record<string, string>)).toBe(message)
  })
})
