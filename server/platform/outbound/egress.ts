import { type LookupAddress, lookup as resolve } from 'node:dns'
import { Agent, type AgentOptions } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/** Every range that is not the public internet (RFC 6890 and successors), with what hides an IPv4 address in an IPv6 one. */
const closed = new BlockList()
for (const [net, prefix] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 3],
] as const)
  closed.addSubnet(net, prefix, 'ipv4')
// Public IPv6 is 2000::/3; of it Teredo, documentation and 6to4 lead elsewhere.
const open6 = new BlockList()
open6.addSubnet('2000::', 3, 'ipv6')
for (const [net, prefix] of [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
] as const)
  closed.addSubnet(net, prefix, 'ipv6')

export function isPublicAddress(address: string): boolean {
  const family = isIP(address)
  if (family === 4) return !closed.check(address, 'ipv4')
  return family === 6 && open6.check(address, 'ipv6') && !closed.check(address, 'ipv6')
}

export class EgressRefused extends Error {}

export type EgressOptions = Pick<AgentOptions, 'ca'> & {
  /** Tests alone let the agent reach their stand-in. */
  allow?: (address: string) => boolean
}

/**
 * The one way out to addresses that somebody else chose (threats T11): the address that is connected to is the one that
 * was checked, so a name that resolves differently the second time gains nothing. Redirects are nobody's here: `https`
 * follows none.
 */
export function egressAgent({ allow = isPublicAddress, ca }: EgressOptions = {}): Agent {
  const refuse = (host: string) => new EgressRefused(`egress to ${host} refused`)
  const lookup: LookupFunction = (host, options, done) => {
    resolve(host, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      const bad = error ?? (addresses.every(({ address }) => allow(address)) ? null : refuse(host))
      const [first] = addresses ?? []
      if (bad || !first) return done(bad ?? refuse(host), [])
      return options.all ? done(null, addresses) : done(null, first.address, first.family)
    })
  }
  const agent = new Agent({ lookup, keepAlive: true, maxSockets: 20, timeout: 10_000, ...(ca !== undefined && { ca }) })
  const connect = agent.createConnection.bind(agent)
  // An address written as such is never looked up.
  agent.createConnection = (options, done) => {
    const host = String((options as { host?: string }).host ?? '').replace(/^\[|\]$/g, '')
    if (isIP(host) && !allow(host)) throw refuse(host)
    return connect(options, done)
  }
  return agent
}
