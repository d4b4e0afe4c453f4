import { expect, test } from 'vitest'
import type { LifecycleEvent, LifecycleIncident } from '../supervision/lifecycle-event.ts'
import { describeEvent } from './describe-event.ts'
import { eventTypes } from './parse-event.ts'

const told: Readonly<Record<string, readonly [LifecycleIncident, string]>> = {
  'supervisor-started': [
    { type: 'supervisor-started', leftovers: [4, 5] },
    'PromptBin was started, and found 2 processes of an earlier start',
  ],
  'supervisor-stopping': [
    { type: 'supervisor-stopping', why: 'SIGTERM' },
    'PromptBin stops: SIGTERM',
  ],
  started: [
    { type: 'started', why: 'failure', replaces: 1, parent: 1 },
    'prompt-web was started after a failure',
  ],
  prepared: [{ type: 'prepared' }, 'prompt-web is prepared'],
  promoted: [
    { type: 'promoted', replaces: 7 },
    'a spare of prompt-web becomes worker 0 in place of process 7',
  ],
  ready: [{ type: 'ready', startedInMs: 40 }, 'prompt-web is ready after 40 ms'],
  draining: [
    { type: 'draining', why: 'reloaded' },
    'prompt-web finishes its requests, to end for a reload',
  ],
  exited: [
    { type: 'exited', code: null, signal: 'SIGKILL', cause: 'signal', livedMs: 9, figures: null },
    'prompt-web has ended by SIGKILL',
  ],
  'restart-decided': [
    {
      type: 'restart-decided',
      failure: { kind: 'port-taken' },
      delayMs: 0,
      action: 'restart',
      reason: 'It found its port in use by another program; restarted at once.',
    },
    'prompt-web: It found its port in use by another program; restarted at once.',
  ],
  paused: [
    { type: 'paused', untilMs: null, reason: 'It waits.' },
    'prompt-web has failed: It waits.',
  ],
  'service-stopped': [{ type: 'service-stopped' }, 'prompt-web is stopped on purpose'],
  'service-started': [{ type: 'service-started' }, 'prompt-web is started again'],
  scaled: [{ type: 'scaled', from: 1, to: 3 }, 'prompt-web goes from 1 to 3 workers'],
  'reload-started': [{ type: 'reload-started' }, 'prompt-web is reloaded'],
  'reload-finished': [
    { type: 'reload-finished', ms: 9, failed: 'It was not ready within 30 s.' },
    'prompt-web was not reloaded: It was not ready within 30 s.',
  ],
  limit: [
    { type: 'limit', kind: 'cpu', value: 99, limit: 90 },
    'prompt-web uses much CPU, and gets a lower priority (99, the limit is 90)',
  ],
  'error-group': [
    {
      ...{ type: 'error-group', kind: 'rising', fingerprint: '0', count: 12 },
      ...{ code: 'PB_STORE_FULL', message: 'There is no room.' },
    },
    'prompt-web reports an error much more often than before: PB_STORE_FULL There is no room',
  ],
  profiled: [{ type: 'profiled', kind: 'cpu' }, 'prompt-web was profiled (cpu)'],
}

test('every record can be told to a person', () => {
  expect(Object.keys(told)).toEqual(expect.arrayContaining([...eventTypes]))
  for (const [incident, sentence] of Object.values(told)) {
    const event = {
      ...{ seq: 1, at: '', service: 'prompt-web', worker: 0, processId: 2, pid: 3 },
      ...incident,
    } as LifecycleEvent
    expect(describeEvent(event)).toBe(sentence)
  }
})
