import { request } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer, type Server } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { EgressRefused, egressAgent, isPublicAddress } from './egress.ts'

describe('addresses inside and outside (threats T11)', () => {
  test.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.255.255.254',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::7f00:1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'ff02::1',
    '2001:db8::1',
    '2001::1',
    '2002:7f00:1::',
    'localhost',
    '',
  ])('%s is not public', (address) => expect(isPublicAddress(address)).toBe(false))

  test.each(['1.1.1.1', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450:4001::1'])(
    '%s is public',
    (address) => expect(isPublicAddress(address)).toBe(true),
  )
})

describe('the way out', () => {
  let canary: Server
  let connections = 0
  let port = 0

  beforeAll(async () => {
    canary = createServer((socket) => {
      connections++
      socket.destroy()
    })
    await new Promise<void>((ready) => canary.listen(0, '127.0.0.1', ready))
    port = (canary.address() as AddressInfo).port
  })
  afterAll(() => new Promise((closed) => canary.close(closed)))

  const reach = (host: string, agent = egressAgent()) =>
    new Promise<Error>((failed, reached) => {
      try {
        request({ host, port, agent }, () => reached(new Error('reached')))
          .on('error', failed)
          .end()
      } catch (error) {
        failed(error as Error)
      }
    })

  test.each(['127.0.0.1', 'localhost', '[::1]', '::ffff:127.0.0.1', '2130706433', '0x7f.1'])(
    '%s is never connected to',
    async (host) => {
      const before = connections
      expect(await reach(host)).toBeInstanceOf(Error)
      expect(connections).toBe(before)
    },
  )

  test('a name and a written address are refused for what they are', async () => {
    expect(await reach('127.0.0.1')).toBeInstanceOf(EgressRefused)
    expect(await reach('localhost')).toBeInstanceOf(EgressRefused)
  })

  test('the canary would have heard: it does when a test opens the way', async () => {
    const error = await reach('127.0.0.1', egressAgent({ allow: () => true }))
    expect(error).not.toBeInstanceOf(EgressRefused)
    expect(connections).toBe(1)
  })
})
