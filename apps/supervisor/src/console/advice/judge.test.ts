import type { CheckReport } from '@promptbin/health'
import { isOperationName } from '@promptbin/operations'
import { expect, test } from 'vitest'
import type { LifecycleEvent, LifecycleFact } from '../../supervision/lifecycle-event.ts'
import type { ServiceView } from '../view/service-view.ts'
import { type Facts, judge } from './judge.ts'

const nowMs = Date.UTC(2026, 10, 22, 12)
const subject = { service: 'mcp-gateway', worker: 0, processId: 7, pid: 4711 } as const

function event(
  secondsAgo: number,
  fact: Partial<LifecycleFact> & { type: string },
): LifecycleEvent {
  const at = new Date(nowMs - secondsAgo * 1000).toISOString()
  return { seq: 1, at, ...subject, ...fact } as LifecycleEvent
}

const killed = (secondsAgo: number) =>
  event(secondsAgo, {
    type: 'exited',
    code: null,
    signal: 'SIGKILL',
    cause: 'signal',
    livedMs: 1000,
    figures: null,
  })

function service(name: string, more: Partial<ServiceView> = {}): ServiceView {
  return {
    ...{ name, state: 'ready', url: '', workers: [], spares: [] },
    ...{ uptimeSeconds: 60, restarts: 0, reason: undefined },
    ...more,
  }
}

function check(status: CheckReport['status'], output?: string): readonly CheckReport[] {
  const common = { severity: 'major', componentType: 'component', time: '' } as const
  return [{ ...common, status, ...(output !== undefined && { output }) }]
}

function judged(more: Partial<Facts> = {}, checks: Facts['report']['checks'] = {}) {
  return judge({
    nowMs,
    report: { checks, overall: 'healthy', state: 'ready' },
    services: [service('prompt-web'), service('mcp-gateway')],
    events: [],
    rising: [],
    ...more,
  })
}

test('nothing is wrong', () => {
  expect(judged()).toEqual({ tone: 'good', headline: 'Everything works', advice: [] })
})

test('three failures in a short time are a loop, and a restart of the service helps', () => {
  const { tone, headline, advice } = judged({ events: [killed(30), killed(20), killed(3)] })
  expect({ tone, headline }).toEqual({ tone: 'bad', headline: 'mcp-gateway crashes in a loop' })
  expect(advice).toMatchObject([
    {
      why: 'It failed 3 times in the last 30 s. It last ended a moment ago by SIGKILL.',
      remedies: [{ operation: 'restart_service', input: { service: 'mcp-gateway' } }, {}, {}],
    },
  ])
})

test('a restart that somebody asked for is a new beginning', () => {
  const renewed = event(10, { type: 'reload-finished', ms: 400, failed: null })
  const events = [killed(40), killed(30), killed(20), renewed]
  expect(judged({ events }).tone).toBe('good')
})

test('one failure that was got over is news for two minutes', () => {
  expect(judged({ events: [killed(30)] })).toMatchObject({
    tone: 'warn',
    headline: 'It works, with one thing to look at',
    advice: [{ title: 'mcp-gateway failed, and is back' }],
  })
  expect(judged({ events: [killed(130)] }).tone).toBe('good')
})

test('what was in a loop and has answered for a minute is out of it', () => {
  const events = [killed(90), killed(80), killed(70)]
  expect(judged({ events }).advice).toMatchObject([{ title: 'mcp-gateway failed, and is back' }])
})

test('a service that was given up says why and when it is tried again', () => {
  const reason = 'It failed 5 times within 10 minutes.'
  const verdict = judged({
    services: [service('prompt-web', { state: 'failed', reason }), service('mcp-gateway')],
    events: [
      event(60, { service: 'prompt-web', type: 'paused', untilMs: nowMs + 240_000, reason }),
    ],
  })
  expect(verdict.headline).toBe('prompt-web is down')
  expect(verdict.advice[0]?.why).toBe(`${reason} It is tried again in 4 min.`)
})

test('a service that is away is told of once, whatever the checks say of it as well', () => {
  const verdict = judged(
    { services: [service('prompt-web', { state: 'away' }), service('mcp-gateway')] },
    {
      'services:ready': check('warn', 'prompt-web: it is on its way.'),
      'prompt-web:responseTime': check('fail', 'it is on its way.'),
      'prompt-web:health': check('warn'),
      'library:prompts': check('fail', 'prompt-web is away'),
      'mcp-gateway:health': check('warn', 'worker 0: the library is away'),
    },
  )
  expect(verdict.advice.map(({ title }) => title)).toEqual(['prompt-web is starting'])
})

test('a disk that fills up is told of in words, with where room can be made', () => {
  const { advice } = judged({}, { 'disk:bytes': check('warn', '3 % are free') })
  expect(advice).toMatchObject([
    { title: 'The disk is nearly full', why: '3 % are free.', tone: 'warn' },
  ])
  expect(advice[0]?.remedies.length).toBeGreaterThan(0)
})

test('every operation that is offered is one of the registry', () => {
  const names = [
    ...['prompt-web:health', 'configuration:reload', 'mcp:modern', 'library:prompts'],
    'maintenance:mode',
  ]
  const { advice } = judged({}, Object.fromEntries(names.map((name) => [name, check('fail')])))
  const stopped = judged({ services: [service('prompt-web', { state: 'stopped' })] })
  const offered = [...advice, ...stopped.advice].flatMap(({ remedies }) =>
    remedies.flatMap((remedy) => ('operation' in remedy ? [remedy.operation] : [])),
  )
  expect(offered.length).toBeGreaterThan(4)
  expect(offered.filter((name) => !isOperationName(name))).toEqual([])
})

test('errors that come more and more often lead to what they are', () => {
  const rising = [{ fingerprint: 'ab', code: 'PB_X', message: 'It is broken.', nowPerMinute: 9 }]
  expect(judged({ rising }).advice).toMatchObject([
    { title: 'PB_X comes more and more often', remedies: [{ href: '/errors/ab' }] },
  ])
})
