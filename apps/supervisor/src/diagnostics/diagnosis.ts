import type { Figures } from './benchmark/figures.ts'
import type { Finding } from './finding.ts'

/** What became of a check: nothing amiss, something found, not made here, or no answer in time. */
export type Outcome = 'passed' | 'found' | 'skipped' | 'unfinished'

/** One check of a diagnosis. */
export interface CheckRecord {
  readonly check: string
  /** What it looks at. */
  readonly title: string
  readonly outcome: Outcome
  /** What was seen, or why it was not made. */
  readonly observed: string | null
  readonly durationMs: number
}

/** What a look at everything has found. */
export interface Diagnosis {
  /** ISO 8601, UTC. */
  readonly at: string
  readonly durationMs: number
  /** Of the program that has looked. */
  readonly version: string
  readonly dataFolder: string
  /** Whether PromptBin answered on that folder. */
  readonly isRunning: boolean
  /** The worst first. */
  readonly findings: readonly Finding[]
  readonly checks: readonly CheckRecord[]
  /** How fast this machine was just now; empty where it was not measured. */
  readonly figures: Figures
}
