import type { CheckSight, DiagnosticCheck } from './check.ts'
import type { CheckRecord, Outcome } from './diagnosis.ts'
import type { Finding, FindingOf } from './finding.ts'
import type { Scene } from './scene.ts'

/** What became of a check, and what it has found. */
export interface CheckResult {
  readonly record: CheckRecord
  readonly findings: readonly Finding[]
}

/** How long is waited. */
export interface Limits {
  /** Aborts when nobody waits for any check any more. */
  readonly over: AbortSignal
  /** By which the deadline of a check is multiplied. */
  readonly patience: number
}

/** After which a check is given up, unless it says otherwise. */
const defaultDeadlineMs = 5_000

/** Makes a check within its deadline. What it has no answer to is a finding as well; never rejects. */
export async function carryOut(
  check: DiagnosticCheck,
  scene: Scene,
  { over, patience }: Limits,
): Promise<CheckResult> {
  const startedAt = performance.now()
  const reason = check.skips?.(scene)
  const [outcome, sight] =
    reason === undefined
      ? await lookWithin(check, scene, { over, patience })
      : (['skipped', { observed: reason }] as const)
  const { name, title } = check
  const durationMs = Math.round(performance.now() - startedAt)
  const { observed = null, findings = [] } = sight
  return {
    record: { check: name, title, outcome, observed, durationMs },
    findings: findings.map((finding) => ({ check: name, repair: null, ...finding })),
  }
}

async function lookWithin(
  { run, deadlineMs = defaultDeadlineMs }: DiagnosticCheck,
  scene: Scene,
  { over, patience }: Limits,
): Promise<readonly [Outcome, CheckSight]> {
  const signal = AbortSignal.any([AbortSignal.timeout(deadlineMs * patience), over])
  const nothing = ['unfinished', { findings: [unfinished(deadlineMs)] }] as const
  try {
    const sight = await Promise.race([run(scene, signal), whenAborted(signal)])
    if (sight === undefined) return nothing
    return [(sight.findings ?? []).length > 0 ? 'found' : 'passed', sight]
  } catch (error) {
    return signal.aborted ? nothing : ['unfinished', { findings: [failed(error)] }]
  }
}

function whenAborted(signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined), { once: true })
  })
}

function unfinished(deadlineMs: number): FindingOf {
  return {
    severity: 'warning',
    class: 'health',
    evidence: `There was no answer within ${deadlineMs / 1000} s.`,
    fix: 'Look again when the machine has less to do; if it stays so, what is looked at hangs.',
  }
}

function failed(error: unknown): FindingOf {
  return {
    severity: 'warning',
    class: 'health',
    evidence: `It could not be looked at: ${error instanceof Error ? error.message : String(error)}`,
    fix: 'See that this account may read the data folder, then look again.',
  }
}
