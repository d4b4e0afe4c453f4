import { eventTypes } from '@promptbin/operations'
import { expect, test } from 'vitest'
import type { LifecycleEvent, LifecycleIncident } from '../supervision/lifecycle-event.ts'
import { describeEvent } from './describe-event.ts'

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
  'health-changed': [
    { type: 'health-changed', from: 'healthy', to: 'degraded', reason: 'disk:space warns' },
    'PromptBin is degraded, and was healthy: disk:space warns',
  ],
  'configuration-changed': [
    { type: 'configuration-changed', generation: 3, keys: ['logging.level', 'web.workers'] },
    'the configuration has changed (generation 3): logging.level, web.workers',
  ],
  'error-group': [
    {
      ...{ type: 'error-group', kind: 'rising', fingerprint: '0', count: 12 },
      ...{ code: 'PB_STORE_FULL', message: 'There is no room.' },
    },
    'prompt-web reports an error much more often than before: PB_STORE_FULL There is no room',
  ],
  'backup-made': [
    {
      ...{ type: 'backup-made', id: '20261123T140000Z-a1b2', reason: 'asked', bytes: 1, ms: 9 },
      secondPlaceFault: 'It is away.',
    },
    'a backup that somebody asked for was made in 9 ms: 20261123T140000Z-a1b2, but not in the second place: It is away.',
  ],
  'backup-failed': [
    { type: 'backup-failed', reason: 'scheduled', code: 'PB_X', message: 'There is no room.' },
    'a backup whose time had come was not made: There is no room',
  ],
  'library-checked': [
    { type: 'library-checked', status: 'damaged', found: 3, ms: 9 },
    'the library was looked at, and is damaged (3 findings)',
  ],
  'library-recovered': [
    { type: 'library-recovered', prompts: 120, lost: 0, backup: '20261123T140000Z-a1b2' },
    'the library was made anew with 120 prompts by the help of the backup 20261123T140000Z-a1b2; nothing is lost',
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
