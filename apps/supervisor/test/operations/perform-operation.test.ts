import { PromptBinError } from '@promptbin/errors'
import { localPrincipal } from '@promptbin/security'
import { expect, test, vi } from 'vitest'
import { scaleRefused } from '../../src/errors.ts'
import type { Handlers } from '../../src/operations/handlers.ts'
import { createOperator } from '../../src/operations/perform-operation.ts'
import { administrator, TestAudit } from '../operation-app.ts'

const items = { service: 'prompt-web', items: [] }

/** An operator over handlers of the test, and what it has written down. */
function prepare(handlers: Partial<Handlers>, audit = new TestAudit()) {
  const lost: object[] = []
  const logger = { error: (fields: object) => void lost.push(fields) }
  const operator = createOperator({
    settle: async () => {},
    handlers: handlers as Handlers,
    audit,
    logger: logger as never,
  })
  const told = () => audit.entries.map(({ action, target, outcome }) => [action, target, outcome])
  return { operator, audit, told, lost }
}

test('what changes something is written down before and after, with what was and what is', async () => {
  const { operator, audit, told } = prepare({
    scale_service: async (_input, _caller, notes) => {
      expect(told()).toEqual([['service.scale', 'prompt-web', 'intended']])
      notes.before = { workers: 1 }
      notes.after = { workers: 2 }
      return items
    },
  })
  const input = { service: 'prompt-web', workers: 2 }
  expect(await operator.perform('scale_service', input, administrator)).toEqual(items)
  expect(audit.entries.at(-1)).toMatchObject({
    ...{ actor: 'local', face: 'rest', address: '127.0.0.1', requestId: 'test-request' },
    ...{ action: 'service.scale', target: 'prompt-web', outcome: 'done' },
    ...{ before: { workers: 1 }, after: { workers: 2 } },
  })
})

test('what reads is not', async () => {
  const { operator, told } = prepare({ get_log_levels: async () => ({ items: [] }) })
  await operator.perform('get_log_levels', {}, administrator)
  expect(told()).toEqual([])
})

test.each([
  ['no fields', 'scale_service', {}, ['/service', '/workers']],
  ['no object', 'scale_service', [1], ['']],
  ['a word for a number', 'scale_service', { service: 'a', workers: '2' }, ['/workers']],
  ['half a number', 'scale_service', { service: 'a', workers: 1.5 }, ['/workers']],
  ['a negative number', 'scale_service', { service: 'a', workers: -1 }, ['/workers']],
  ['a huge number', 'scale_service', { service: 'a', workers: 1e300 }, ['/workers']],
  ['a field that nobody knows', 'shutdown', { now: true }, ['/now']],
  ['an unknown level', 'set_log_level', { level: 'loud' }, ['/level']],
] as const)('%s is refused by name, and nothing is done', async (_what, name, input, pointers) => {
  const handler = vi.fn()
  const { operator, told } = prepare({ [name]: handler })
  const error = await operator.perform(name, input, administrator).catch((thrown) => thrown)
  expect(error).toMatchObject({ code: 'PB_REQUEST_INVALID', status: 422 })
  expect((error as PromptBinError).fields.map(({ pointer }) => pointer)).toEqual(pointers)
  expect([handler.mock.calls, told()]).toEqual([[], []])
})

test('what is not given is filled in, and what was given stays as it was', async () => {
  const list = vi.fn(async () => ({ items: [], nextCursor: null }))
  const { operator } = prepare({ list_events: list })
  const given = { service: 'prompt-web' }
  await operator.perform('list_events', given, administrator)
  expect(list).toHaveBeenCalledWith({ service: 'prompt-web', limit: 100 }, administrator, {})
  expect(given).toEqual({ service: 'prompt-web' })
})

test('who lacks the scope is refused, and that is written down', async () => {
  const handler = vi.fn()
  const { operator, audit } = prepare({ list_processes: handler })
  const caller = { ...administrator, principal: localPrincipal }
  await expect(operator.perform('list_processes', {}, caller)).rejects.toMatchObject({
    code: 'PB_OPERATION_NOT_ALLOWED',
    status: 403,
  })
  expect(handler).not.toHaveBeenCalled()
  expect(audit.entries).toMatchObject([{ action: 'list_processes', outcome: 'refused' }])
})

test('what cannot be written down is not done', async () => {
  const handler = vi.fn()
  const audit = new TestAudit()
  audit.append = async () => {
    throw new PromptBinError({
      ...scaleRefused.definition,
      code: 'PB_AUDIT_UNAVAILABLE',
      status: 503,
    })
  }
  const { operator } = prepare({ shutdown: handler }, audit)
  await expect(operator.perform('shutdown', {}, administrator)).rejects.toMatchObject({
    code: 'PB_AUDIT_UNAVAILABLE',
  })
  expect(handler).not.toHaveBeenCalled()
})

test('an act that was done stays done when its outcome cannot be written down', async () => {
  const audit = new TestAudit()
  const { operator, lost } = prepare(
    {
      reload_service: async () => {
        audit.append = () => Promise.reject(new Error('no room'))
        return items
      },
    },
    audit,
  )
  expect(await operator.perform('reload_service', { service: 'a' }, administrator)).toEqual(items)
  expect(lost).toMatchObject([{ event: 'audit.outcome_lost', action: 'service.reload' }])
})

test.each([
  ['refused', () => scaleRefused('prompt-web', '65', 'It has 64 at most.'), 'PB_SCALE_REFUSED'],
  ['failed', () => new Error('broken'), 'PB_INTERNAL'],
] as const)('a wish that is %s is written down with its code', async (outcome, make, code) => {
  const { operator, audit } = prepare({
    scale_service: async () => {
      throw make()
    },
  })
  const input = { service: 'prompt-web', workers: 65 }
  await expect(operator.perform('scale_service', input, administrator)).rejects.toThrow()
  expect(audit.entries.at(-1)).toMatchObject({ outcome, after: { code } })
})

test('a dry run changes nothing, so it is not written down', async () => {
  const answer = { generation: 1, changed: [] }
  const { operator, told } = prepare({ update_config: async () => answer as never })
  await operator.perform('update_config', { dry_run: true }, administrator)
  expect(told()).toEqual([])
})
