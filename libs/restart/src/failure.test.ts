import { expect, test } from 'vitest'
import { describeFailure, type Failure } from './failure.ts'

const livedMs = 0

test.each<[Failure, string]>([
  [{ kind: 'exit', code: 0, livedMs }, 'ended by itself with exit code 0'],
  [{ kind: 'exit', code: null, livedMs }, 'could not be started'],
  [{ kind: 'signal', signal: 'SIGSEGV', livedMs }, 'was killed by SIGSEGV'],
  [{ kind: 'out-of-memory', of: 'heap', livedMs }, 'filled its heap'],
  [{ kind: 'out-of-memory', of: 'machine', livedMs }, 'was killed for want of memory'],
  [
    { kind: 'memory-limit', rssBytes: 644_245_094, limitBytes: 536_870_912, livedMs },
    'used 614 MB of memory, more than 512 MB',
  ],
  [{ kind: 'start-timeout', limitMs: 10_000 }, 'was not ready within 10 s'],
  [{ kind: 'liveness-lost', missedBeats: 3, livedMs }, 'gave no sign of life for 3 heartbeats'],
  [
    { kind: 'liveness-lost', missedBeats: 3, fault: 'not-listening', livedMs },
    'did not listen for 3 heartbeats',
  ],
  [
    { kind: 'liveness-lost', missedBeats: 1, fault: 'deaf', livedMs },
    'closed its channel to the supervisor',
  ],
  [{ kind: 'port-taken' }, 'found its port in use by another program'],
  [
    { kind: 'dependency-missing', code: 'ERR_MODULE_NOT_FOUND' },
    'misses something that it needs (ERR_MODULE_NOT_FOUND)',
  ],
  [{ kind: 'bad-configuration' }, 'refused its configuration (exit code 78)'],
  [
    { kind: 'library-refused', code: 'PB_STORE_NEWER' },
    'cannot go on with its library as it is (PB_STORE_NEWER)',
  ],
  [{ kind: 'asked-for' }, 'was asked to restart'],
])('a failure can be told to a person: $0.kind', (failure, words) => {
  expect(describeFailure(failure)).toBe(words)
})
