import type { Failure } from '../src/index.ts'
import type { Lot } from './seeded-random.ts'

const draws: Readonly<
  Record<Exclude<Failure['kind'], 'asked-for'>, (livedMs: number, lot: Lot) => Failure>
> = {
  exit: (livedMs, lot) => ({ kind: 'exit', code: lot.one([0, 1, 255, null]), livedMs }),
  signal: (livedMs, lot) => ({
    kind: 'signal',
    signal: lot.one(['SIGKILL', 'SIGTERM', 'SIGSEGV', 'SIGABRT']),
    livedMs,
  }),
  'out-of-memory': (livedMs, lot) => ({
    kind: 'out-of-memory',
    of: lot.one(['heap', 'machine']),
    livedMs,
  }),
  'memory-limit': (livedMs) => ({
    kind: 'memory-limit',
    rssBytes: 2e9,
    limitBytes: 1e9,
    livedMs,
  }),
  'start-timeout': () => ({ kind: 'start-timeout', limitMs: 30_000 }),
  'liveness-lost': (livedMs) => ({ kind: 'liveness-lost', missedBeats: 3, livedMs }),
  'port-taken': () => ({ kind: 'port-taken' }),
  'dependency-missing': () => ({ kind: 'dependency-missing', code: 'ERR_MODULE_NOT_FOUND' }),
  'bad-configuration': () => ({ kind: 'bad-configuration' }),
  'library-refused': () => ({ kind: 'library-refused', code: 'PB_STORE_NEWER' }),
}

export type DrawnKind = keyof typeof draws

export const drawnKinds = Object.keys(draws) as readonly DrawnKind[]

/** How a process of this kind of misfortune ends after it was ready for `livedMs`. */
export function drawFailure(kind: DrawnKind, livedMs: number, lot: Lot): Failure {
  return draws[kind](livedMs, lot)
}
