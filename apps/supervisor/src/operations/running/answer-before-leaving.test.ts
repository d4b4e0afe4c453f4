import { setImmediate } from 'node:timers/promises'
import type { OutputOf } from '@promptbin/operations'
import { localAdministrator } from '@promptbin/security'
import { expect, test } from 'vitest'
import type { LifecycleEvent } from '../../supervision/lifecycle-event.ts'
import type { Caller } from '../caller.ts'
import type { Operator } from '../perform-operation.ts'
import { answerBeforeLeaving } from './answer-before-leaving.ts'

const caller: Caller = {
  principal: localAdministrator,
  face: 'mcp',
  address: '127.0.0.1',
  client: 'test',
  requestId: 'request-1',
  isSameMachine: true,
}

/** An operator whose work ends when the test says so. */
function createSlow() {
  const work = Promise.withResolvers<unknown>()
  const heard: ((event: LifecycleEvent) => void)[] = []
  const events = {
    onRecord: (callback: (event: LifecycleEvent) => void) => void heard.push(callback),
  }
  const items = ['prompt-web', 'mcp-gateway'].map((service) => ({ service }))
  const operator = answerBeforeLeaving(
    { performValid: (() => work.promise) as unknown as Operator['performValid'] },
    { events, processes: () => items as unknown as OutputOf<'list_processes'>['items'] },
  )
  const drain = (service: string) => {
    for (const hear of heard) hear({ type: 'draining', service } as LifecycleEvent)
  }
  return { operator, work, drain }
}

test('who asks through the gateway is answered when the gateway begins to go', async () => {
  const { operator, work, drain } = createSlow()
  const restarted = operator.performValid('restart_service', { service: 'mcp-gateway' }, caller)
  const all = operator.performValid('reload_all', {}, caller)
  // Both have begun by then.
  await setImmediate()
  drain('prompt-web')
  drain('mcp-gateway')
  expect(await restarted).toEqual({
    service: 'mcp-gateway',
    items: [{ service: 'mcp-gateway' }],
  })
  expect(await all).toMatchObject({ service: null, items: [{}, {}] })
  // Nobody is left who could be told.
  work.reject(new Error('It failed later.'))
})

test('of a change of settings it is told what was foreseen', async () => {
  const heard: ((event: LifecycleEvent) => void)[] = []
  const asked: unknown[] = []
  const began = Promise.withResolvers<void>()
  const operator = answerBeforeLeaving(
    {
      performValid: ((_name: string, input: { readonly dry_run?: boolean }) => {
        asked.push(input)
        if (input.dry_run) return Promise.resolve({ generation: 3, reloaded: ['mcp-gateway'] })
        began.resolve()
        return new Promise(() => {})
      }) as unknown as Operator['performValid'],
    },
    { events: { onRecord: (callback) => void heard.push(callback) }, processes: () => [] },
  )
  const set = { 'mcp.sse': true }
  const changed = operator.performValid('update_config', { set }, caller)
  await began.promise
  for (const hear of heard) hear({ type: 'draining', service: 'mcp-gateway' } as LifecycleEvent)
  expect(await changed).toMatchObject({ generation: 3, dryRun: false, underWay: true })
  expect(asked).toEqual([{ set, dry_run: true }, { set }])
})

test('what fails before that is told', async () => {
  const { operator, work } = createSlow()
  const asked = operator.performValid('restart_service', { service: 'mcp-gateway' }, caller)
  work.reject(new Error('The new process does not work.'))
  await expect(asked).rejects.toThrow('does not work')
})

test.each([
  ['through another face', { ...caller, face: 'cli' }, 'mcp-gateway'],
  ['for another service', caller, 'prompt-web'],
] as const)('who asks %s is answered when it is done', async (_how, who, service) => {
  const { operator, work, drain } = createSlow()
  const asked = operator.performValid('restart_service', { service }, who)
  drain('mcp-gateway')
  work.resolve('done')
  expect(await asked).toBe('done')
})
