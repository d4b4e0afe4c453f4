import { exitCodes } from '../terminal/exit-codes.ts'
import type { Repair } from './repairs/repair.ts'

/** How bad something is, in the words of errors; a warning can wait, an error is in somebody's way. */
export const severities = ['info', 'warning', 'error', 'critical'] as const

export type Severity = (typeof severities)[number]

/**
 * What something is wrong with: what was configured, who may do what, the processes, or what they
 * work on. A script tells them by the exit code.
 */
export const findingClasses = ['configuration', 'access', 'process', 'health'] as const

export type FindingClass = (typeof findingClasses)[number]

/** Something that is not as it should be. */
export interface Finding {
  /** `subject:what`, the name of the check that has found it. */
  readonly check: string
  readonly severity: Severity
  readonly class: FindingClass
  /** What was seen, in a sentence. */
  readonly evidence: string
  /** What to do about it, in a line. */
  readonly fix: string
  /** What `promptbin doctor --fix` would do about it; null where a person has to. */
  readonly repair: Repair | null
}

/** A finding of a check, which knows its own name. */
export type FindingOf = Omit<Finding, 'check' | 'repair'> & { readonly repair?: Repair }

const codes: Readonly<Record<FindingClass, number>> = {
  configuration: exitCodes.usage,
  access: exitCodes.notAllowed,
  process: exitCodes.notRunning,
  health: exitCodes.unhealthy,
}

/** The exit code that says the same as the findings: of the worst one, 0 where none is an error. */
export function exitCodeFor(findings: readonly Pick<Finding, 'severity' | 'class'>[]): number {
  const [worst] = worstFirst(findings)
  if (worst === undefined || rank(worst) < severities.indexOf('error')) return exitCodes.ok
  return codes[worst.class]
}

/** The worst first; of equal ones what was configured, then who may, then what runs, then the rest. */
export function worstFirst<Found extends Pick<Finding, 'severity' | 'class'>>(
  findings: readonly Found[],
): readonly Found[] {
  return findings.toSorted(
    (one, other) =>
      rank(other) - rank(one) ||
      findingClasses.indexOf(one.class) - findingClasses.indexOf(other.class),
  )
}

const rank = ({ severity }: Pick<Finding, 'severity'>) => severities.indexOf(severity)
