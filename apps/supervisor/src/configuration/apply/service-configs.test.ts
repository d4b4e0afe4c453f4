import type { SupervisorMessage } from '@promptbin/ipc'
import { expect, test, vi } from 'vitest'
import type { MessageListener, ProcessSnapshot } from '../../supervision/service-control.ts'
import { ServiceConfigs } from './service-configs.ts'

const config = { generation: 2, variables: { PROMPTBIN_LOGGING_LEVEL: 'debug', HOME: '/root' } }

type Says = (processId: number, message: SupervisorMessage) => void

/** Processes 1 and 2 that are there, and what each does when it is sent something. */
function start(onSent: Says, states: readonly ProcessSnapshot['state'][] = ['ready', 'spare']) {
  const listeners: MessageListener[] = []
  const records: ((event: { type: string; processId: number }) => void)[] = []
  const sent: { processId: number; message: SupervisorMessage }[] = []
  const recycle = vi.fn()
  const list = () =>
    states.map((state, index) => ({ service: `s${index + 1}`, processId: index + 1, state }))
  const configs = new ServiceConfigs({
    control: {
      list: list as unknown as () => readonly ProcessSnapshot[],
      snapshotOf: (id) => list()[id - 1] as unknown as ProcessSnapshot,
      recycle,
      onMessage: (listener) => {
        listeners.push(listener)
        return () => {}
      },
      send: (processId, message) => {
        sent.push({ processId, message })
        queueMicrotask(() => onSent(processId, message))
        return true
      },
    },
    events: { onRecord: (listener: never) => records.push(listener) } as never,
    logger: { warn: () => {} },
    answerTimeoutMs: 20,
  })
  const say: MessageListener = (id, message) => {
    for (const listener of listeners) listener(id, message)
  }
  const answer = (id: number, message: SupervisorMessage, problem: string | null) => {
    if (message.type !== 'config') return
    const { generation } = message
    say(id, { v: 1, type: 'config-applied', id: message.id, generation, problem })
  }
  const end = (processId: number) => {
    for (const listener of records) listener({ type: 'exited', processId })
  }
  return { configs, sent, say, answer, end, recycle }
}

test('all are sent our variables, and nothing else, and answer', async () => {
  const started = start((id, message) => started.answer(id, message, null))
  expect(await started.configs.send(config)).toEqual([])
  expect(started.sent).toMatchObject([
    { processId: 1, message: { settings: { PROMPTBIN_LOGGING_LEVEL: 'debug' }, generation: 2 } },
    { processId: 2 },
  ])
  expect(JSON.stringify(started.sent)).not.toContain('HOME')
})

test('one that refuses says why, and one that says nothing in time refuses as well', async () => {
  const started = start((id, message) => {
    if (id === 1) started.answer(id, message, 'It is too much.')
  })
  expect(await started.configs.send(config)).toEqual([
    { service: 's1', processId: 1, problem: 'It is too much.' },
    { service: 's2', processId: 2, problem: expect.stringContaining('did not answer') },
  ])
})

test('one that ends is no refusal, and one that leaves is not asked', async () => {
  const started = start((id) => started.end(id), ['ready', 'draining'])
  expect(await started.configs.send(config)).toEqual([])
  expect(started.sent.map(({ processId }) => processId)).toEqual([1])
})

test('one that was starting is told when it has; if it refuses, another takes its place', async () => {
  const started = start(() => {}, ['starting'])
  expect(await started.configs.send(config)).toEqual([])
  started.say(1, { v: 1, type: 'prepared' })
  const [, late] = started.sent
  expect(late?.message).toMatchObject({ type: 'config', generation: 2 })
  if (late) started.answer(1, late.message, 'It is too much.')
  expect(started.recycle).toHaveBeenCalledWith(1, 'asked-for')
})
