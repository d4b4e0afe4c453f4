/** What of a library is looked at, in this order. */
export const integritySubjects = [
  'database',
  'search',
  'versions',
  'references',
  'counts',
  'audit',
] as const

/** A part of a library that can be at fault by itself. */
export type IntegritySubject = (typeof integritySubjects)[number]

/** Something that is not as it was written. */
export interface IntegrityFinding {
  readonly subject: IntegritySubject
  /** In a sentence, for a person; names what it is about. */
  readonly detail: string
}

/**
 * `sound`: nothing was found. `faulty`: what stands there can be read and is not what was written.
 * `damaged`: pages of the database are broken, so that writing may break more.
 */
export type IntegrityStatus = 'sound' | 'faulty' | 'damaged'

/** What came of looking at a whole library. */
export interface IntegrityReport {
  readonly status: IntegrityStatus
  /** The first hundred, by subject. */
  readonly findings: readonly IntegrityFinding[]
  /** How many there are in all. */
  readonly found: number
  readonly prompts: number
  readonly versions: number
  readonly bytes: number
  readonly durationMs: number
  /** Whether the text was compared with its index, for which a copy needs room on the disk. */
  readonly isWhole: boolean
}

/** What findings mean together. */
export function judgeFindings(findings: readonly IntegrityFinding[]): IntegrityStatus {
  if (findings.length === 0) return 'sound'
  return findings.some(({ subject }) => subject === 'database') ? 'damaged' : 'faulty'
}
