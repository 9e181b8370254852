import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { z } from 'zod'

const addressWithScheme = (schemes: string[], message: string) =>
  z.string().refine((text) => URL.canParse(text) && schemes.includes(new URL(text).protocol), message)

const portRule = 'must be a whole number from 0 (any free port) to 65535'
const originRule = 'must be an origin such as https://help.example.com'
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const

const port = z
  .string()
  .regex(/^\d{1,5}$/, portRule)
  .transform(Number)
  .refine((number) => number <= 65_535, portRule)

const flagSchema = z.object({
  port: port.default(3000),
  'shop-port': port.optional(),
  // Only this machine, unless the operator says otherwise: a reverse proxy with TLS belongs in front.
  host: z.string().min(1, 'must not be empty').default('127.0.0.1'),
  data: z.string().min(1, 'must not be empty').default('./data'),
  demo: z.boolean().default(false),
})

const secretKey = z
  .string()
  .transform((text) => Buffer.from(text, 'base64'))
  .refine((key) => key.length === 32, 'must be 32 bytes in base64 (openssl rand -base64 32)')

const envSchema = z.object({
  DATABASE_URL: addressWithScheme(
    ['postgres:', 'postgresql:'],
    'must look like postgres://user:password@host:5432/name',
  ).optional(),
  REDIS_URL: addressWithScheme(['redis:', 'rediss:'], 'must look like redis://host:6379').optional(),
  PUBLIC_URL: addressWithScheme(['http:', 'https:'], originRule)
    .transform((text) => new URL(text))
    .refine((url) => url.pathname === '/' && !url.search && !url.hash && !url.username, originRule)
    .transform((url) => url.origin)
    .optional(),
  SECRET_KEY: secretKey.optional(),
  S3_BUCKET: z.string().optional(),
  S3_REGION: z.string().optional(),
  S3_ENDPOINT: addressWithScheme(['http:', 'https:'], 'must be an http or https address').optional(),
  S3_KEY: z.string().optional(),
  S3_SECRET: z.string().optional(),
  METRICS_TOKEN: z.string().min(16, 'must have at least 16 characters').optional(),
  LOG_LEVEL: z.enum(logLevels, `must be one of ${logLevels.join(', ')}`).default('info'),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((text) =>
      text
        .split(',')
        .map((part) => part.trim())
        .filter(Boolean),
    )
    .refine(
      (parts) => parts.every(isProxyAddress),
      'must list addresses or networks, for example 10.0.0.5,172.16.0.0/12',
    ),
})

const secrets = ['DATABASE_URL', 'REDIS_URL', 'SECRET_KEY', 'S3_KEY', 'S3_SECRET', 'METRICS_TOKEN'] as const
type Flags = z.output<typeof flagSchema>
type Env = z.output<typeof envSchema>

export type S3Settings = { bucket: string; region: string; endpoint?: string; key: string; secret: string }
export type Settings = {
  port: number
  shopPort: number
  host: string
  /** Absolute path of the data folder. */
  data: string
  demo: boolean
  /** Absent: the bundled PostgreSQL. */
  databaseUrl?: string
  redisUrl?: string
  /** The origin people reach, without a slash at the end. */
  publicUrl?: string
  /** Key-encryption key for several nodes; a single node keeps its own in the data folder. */
  secretKey?: Buffer
  s3?: S3Settings
  /** Opens /metrics to whoever shows it; absent: to this machine alone. */
  metricsToken?: string
  logLevel: Env['LOG_LEVEL']
  trustProxy: string[]
}

/** The settings of the command line and the environment; throws an error whose message is one line for the operator. */
export function readSettings(argv: string[], env: Record<string, string | undefined>): Settings {
  const flags = readFlags(argv)
  const variables = readEnvironment(env)
  return {
    ...flags,
    databaseUrl: variables.DATABASE_URL,
    redisUrl: variables.REDIS_URL,
    publicUrl: variables.PUBLIC_URL,
    secretKey: variables.SECRET_KEY,
    s3: s3Settings(variables),
    metricsToken: variables.METRICS_TOKEN,
    logLevel: variables.LOG_LEVEL,
    trustProxy: variables.TRUST_PROXY,
  }
}

/** One line on stderr and exit code 1: for every reason not to start that the operator can mend. */
export function refuseToStart(error: unknown): never {
  const message = error instanceof Error ? error.message : String(error)
  process.stderr.write(`shouwen: ${message.replaceAll(/\s*\n\s*/g, ' | ')}\n`)
  process.exit(1)
}

function readFlags(argv: string[]): Pick<Settings, 'port' | 'shopPort' | 'host' | 'data' | 'demo'> {
  const { port, host, data, demo, 'shop-port': wished } = parse(flagSchema, rawFlags(argv), '--')
  const shopPort = wished ?? (port === 0 ? 0 : port + 1)
  if (shopPort > 65_535) throw new Error('--shop-port: give one, because --port + 1 is not a port')
  if (shopPort !== 0 && shopPort === port) throw new Error('--shop-port: must differ from --port')
  return { port, shopPort, host, data: resolve(data), demo }
}

function rawFlags(argv: string[]): Partial<Record<keyof Flags, string | boolean>> {
  const text = { type: 'string' } as const
  const options = { port: text, 'shop-port': text, host: text, data: text, demo: { type: 'boolean' } } as const
  try {
    return parseArgs({ args: argv, options, strict: true, allowPositionals: false }).values
  } catch (error) {
    const reason = (error as Error).message.split(/\.\s|\n/)[0]
    throw new Error(`${reason}. Known options: --${Object.keys(options).join(' --')}`)
  }
}

function readEnvironment(env: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''))
  for (const name of secrets) {
    const file = given[`${name}_FILE`]
    if (!file) continue
    if (given[name]) throw new Error(`${name}: give either ${name} or ${name}_FILE, not both`)
    given[name] = readSecret(`${name}_FILE`, file)
  }
  const known = [...Object.keys(envSchema.shape), ...secrets.map((name) => `${name}_FILE`)]
  const unknown = Object.keys(given).find((name) => name.startsWith('S3_') && !known.includes(name))
  if (unknown) throw new Error(`${unknown}: no such setting`)
  return parse(envSchema, given, '')
}

function readSecret(name: string, file: string): string {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    throw new Error(`${name}: cannot read ${file} (${(error as NodeJS.ErrnoException).code})`)
  }
}

function s3Settings(env: Env): S3Settings | undefined {
  const {
    S3_BUCKET: bucket,
    S3_REGION: region = 'us-east-1',
    S3_ENDPOINT: endpoint,
    S3_KEY: key,
    S3_SECRET: secret,
  } = env
  if (!bucket && !env.S3_REGION && !endpoint && !key && !secret) return undefined
  if (!bucket) throw new Error('S3_BUCKET: missing, while other S3_ settings are given')
  if (!key) throw new Error('S3_KEY: missing, while S3_BUCKET is given')
  if (!secret) throw new Error('S3_SECRET: missing, while S3_BUCKET is given')
  return { bucket, region, endpoint, key, secret }
}

/** Names the setting and the rule, never the value: it may be a secret. */
function parse<Schema extends z.ZodType>(schema: Schema, input: unknown, prefix: string): z.output<Schema> {
  const result = schema.safeParse(input)
  if (result.success) return result.data
  const [issue] = result.error.issues
  throw new Error(`${prefix}${issue?.path.join('.')}: ${issue?.message}`)
}

function isProxyAddress(text: string): boolean {
  if (['loopback', 'linklocal', 'uniquelocal'].includes(text)) return true
  const [address = '', bits, ...rest] = text.split('/')
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1
  const isNetwork = bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= longest)
  return longest > 0 && isNetwork && rest.length === 0
}
