import { describe, expect, test } from 'vitest'
import { ApiError } from './api.ts'
import { createOutbox, nextToSend, retryDelay } from './outbox.ts'
import { memoryStore } from './outbox-store.ts'
import type { Unsent } from './unsent.ts'

const unsent = (messageId: string, given: Partial<Unsent> = {}): Unsent => ({
  messageId,
  conversationId: 'talk',
  kind: 'post',
  body: messageId,
  at: '2026-01-01T00:00:00.000Z',
  ...given,
})

/** A server that remembers what it committed by id, as the real one does, behind a line that can break. */
function world(store = memoryStore()) {
  const committed: Unsent[] = []
  const calls: string[] = []
  const waits: (() => void)[] = []
  let breaks: (ApiError | 'after commit')[] = []
  let ids = 0
  let shown: Unsent[] = []
  let busy: Promise<void> = Promise.resolve()
  const tab = () =>
    createOutbox({
      store,
      async deliver(item) {
        calls.push(item.messageId)
        const fault = breaks.shift()
        if (fault instanceof ApiError) throw fault
        if (!committed.some((one) => one.messageId === item.messageId)) committed.push(item)
        if (fault) throw new ApiError('network')
        return { conversationId: item.conversationId }
      },
      alone(work) {
        busy = busy.then(work)
        return busy
      },
      changed: (items) => {
        shown = items
      },
      wait(_ms, then) {
        waits.push(then)
        return () => {}
      },
      newId: () => `new-${++ids}`,
    })
  return {
    store,
    committed,
    calls,
    waits,
    tab,
    shown: () => shown,
    break: (...faults: typeof breaks) => (breaks = faults),
  }
}

describe('the outbox', () => {
  test('sends a message and forgets it when the server has committed it', async () => {
    const { tab, committed, store } = world()
    await tab().add(unsent('a'))
    expect(committed.map((one) => one.messageId)).toEqual(['a'])
    expect(await store.all()).toEqual([])
  })

  test('keeps a message over a broken line and a reload, and sends it with the same id', async () => {
    const net = world()
    net.break(new ApiError('network'))
    await net.tab().add(unsent('a'))
    expect(net.shown()).toMatchObject([{ messageId: 'a' }])
    expect(net.committed).toEqual([])
    const reloaded = net.tab()
    await reloaded.flush()
    expect(net.calls).toEqual(['a', 'a'])
    expect(net.committed).toHaveLength(1)
    expect(net.shown()).toEqual([])
  })

  test('an answer lost after the commit does not make a second message', async () => {
    const net = world()
    net.break('after commit')
    await net.tab().add(unsent('a'))
    net.waits.at(-1)?.()
    await net.tab().flush()
    expect(net.committed).toHaveLength(1)
    expect(await net.store.all()).toEqual([])
  })

  test('three tabs that wake at once send each message once', async () => {
    const net = world()
    for (const id of ['a', 'b', 'c']) await net.store.put(unsent(id))
    await Promise.all([net.tab().flush(), net.tab().flush(), net.tab().flush()])
    expect(net.calls).toEqual(['a', 'b', 'c'])
  })

  test('order is kept: a later message waits for an earlier one', async () => {
    const net = world()
    net.break(new ApiError('busy'))
    const tab = net.tab()
    await tab.add(unsent('a'))
    await tab.add(unsent('b'))
    expect(net.committed.map((one) => one.messageId)).toEqual(['a', 'b'])
  })

  test('a message to a conversation that is over begins a new one, and those behind it follow', async () => {
    const net = world()
    net.break(new ApiError('conversation_over'))
    for (const id of ['a', 'b']) await net.store.put(unsent(id, { quoteSeq: 3 }))
    await net.tab().flush()
    expect(net.committed).toMatchObject([
      { messageId: 'a', kind: 'start', conversationId: 'new-1', body: 'a' },
      { messageId: 'b', kind: 'post', conversationId: 'new-1' },
    ])
    expect(net.committed[0]?.quoteSeq).toBeUndefined()
  })

  test('a refused message stays with the reason, others go on, a retry has a new id', async () => {
    const net = world()
    net.break(new ApiError('invalid_input', '内容有误'))
    const tab = net.tab()
    await tab.add(unsent('a'))
    await tab.add(unsent('b'))
    expect(net.shown()).toMatchObject([{ messageId: 'a', failed: '内容有误' }])
    expect(net.committed.map((one) => one.messageId)).toEqual(['b'])
    await tab.retry(unsent('a'))
    expect(net.committed.map((one) => one.messageId)).toEqual(['b', 'new-1'])
  })

  test('a refused message can be discarded', async () => {
    const net = world()
    net.break(new ApiError('invalid_input'))
    const tab = net.tab()
    await tab.add(unsent('a'))
    await tab.discard('a')
    expect(net.shown()).toEqual([])
  })
})

test('messages behind a refused beginning are held back', () => {
  const items = [unsent('b'), unsent('a', { kind: 'start', failed: 'x' }), unsent('c', { conversationId: 'other' })]
  expect(nextToSend(items)?.messageId).toBe('c')
})

test('waiting grows from half a second to half a minute', () => {
  expect(retryDelay(0, 0)).toBe(500)
  expect(retryDelay(3, 1)).toBe(8000)
  expect(retryDelay(30, 1)).toBe(30_000)
})
