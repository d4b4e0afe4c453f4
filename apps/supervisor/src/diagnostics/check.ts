import type { FindingOf } from './finding.ts'
import type { Scene } from './scene.ts'

/** What a check saw. */
export interface CheckSight {
  /** In a few words, also where nothing is amiss. */
  readonly observed?: string
  readonly findings?: readonly FindingOf[]
}

/** Looks at one thing, and changes nothing. */
export interface DiagnosticCheck {
  /** `subject:what`; scripts rely on it. */
  readonly name: string
  /** What it looks at, for a person. */
  readonly title: string
  /** How long it may take; 5 s unless told. */
  readonly deadlineMs?: number
  /** Why it is not made here; undefined where it is. */
  readonly skips?: (scene: Scene) => string | undefined
  /** A rejection is told as a finding. The signal aborts at the deadline, after which nobody waits. */
  readonly run: (scene: Scene, signal: AbortSignal) => Promise<CheckSight>
}

/** For checks that ask processes. */
export function skipsUnlessRunning({ instance }: Scene): string | undefined {
  return instance.state === 'running' ? undefined : 'PromptBin does not run'
}

/** For checks of what only a start needs. */
export function skipsWhileRunning({ instance }: Scene): string | undefined {
  return instance.state === 'running' ? 'PromptBin runs' : undefined
}
