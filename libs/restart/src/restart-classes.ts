import type { Failure } from './failure.ts'

/**
 * What is done about a failure. `at-once`: restart, and count no attempt. `backoff-later`: restart at
 * once the first time, then after an exponential backoff with full jitter. `backoff`: with that from
 * the first time on. `wait`: nothing until somebody asks or the configuration changes.
 */
export type RestartTiming = 'at-once' | 'backoff-later' | 'backoff' | 'wait'

/** Every kind of failure, and a signal by who sends it. */
export type RestartClassName = Failure['kind'] | 'killed'

export interface RestartClass {
  readonly timing: RestartTiming
  /** Its delays are so many times as long as those of the policy. */
  readonly patience: number
  readonly why: string
}

/** Five attempts then last for half a minute: what is in the way has to go away by itself. */
const PATIENT = 4

/** What is done about each class of failure. */
export const restartClasses: Readonly<Record<RestartClassName, RestartClass>> = {
  'asked-for': {
    timing: 'at-once',
    patience: 1,
    why: 'Whoever asks has seen to the cause; what was before is forgotten.',
  },
  killed: {
    timing: 'at-once',
    patience: 1,
    why: 'Another program sent the signal, so the service has no fault that would show again.',
  },
  signal: {
    timing: 'backoff-later',
    patience: 1,
    why: 'A crash of the engine: often rare, so the first one costs no time.',
  },
  exit: {
    timing: 'backoff-later',
    patience: 1,
    why: 'A defect: often rare, so the first one costs no time.',
  },
  'out-of-memory': {
    timing: 'backoff-later',
    patience: 1,
    why: 'A fresh process has its memory back; one that fills it at once must not go on so.',
  },
  'memory-limit': {
    timing: 'backoff-later',
    patience: 1,
    why: 'A fresh process has its memory back; one that fills it at once must not go on so.',
  },
  'liveness-lost': {
    timing: 'backoff-later',
    patience: 1,
    why: 'What made it hang is gone with the process.',
  },
  'start-timeout': {
    timing: 'backoff',
    patience: 1,
    why: 'The machine is busy, or what it waits for is; another start at once adds to that.',
  },
  'port-taken': {
    timing: 'backoff',
    patience: PATIENT,
    why: 'The other program has to end first.',
  },
  'dependency-missing': {
    timing: 'backoff',
    patience: PATIENT,
    why: 'What it needs has to come up first.',
  },
  'bad-configuration': {
    timing: 'wait',
    patience: 1,
    why: 'Another start would meet the same one.',
  },
  'library-refused': {
    timing: 'wait',
    patience: 1,
    why: 'Another version is needed, or another library; each start would only try the same again.',
  },
}

/** Signals that a process never gets for a fault of its own. */
const signalsOfOthers: readonly string[] = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGQUIT']

/** Which row of `restartClasses` a failure belongs to. */
export function restartClassOf(failure: Failure): RestartClassName {
  const isOthers = failure.kind === 'signal' && signalsOfOthers.includes(failure.signal)
  return isOthers ? 'killed' : failure.kind
}
