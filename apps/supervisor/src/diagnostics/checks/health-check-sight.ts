import type { CheckResult, HealthCheck } from '@promptbin/health'
import type { CheckSight, DiagnosticCheck } from '../check.ts'
import type { FindingClass } from '../finding.ts'
import type { Scene } from '../scene.ts'

/** How a check of health is made a part of a diagnosis. */
export interface Adoption {
  readonly name: string
  readonly title: string
  readonly class?: FindingClass
  /** What to do where it does not pass. */
  readonly fix: (scene: Scene) => string
  readonly skips?: (scene: Scene) => string | undefined
  /** The check, made for what is looked at. */
  readonly check: (scene: Scene) => HealthCheck | undefined
}

/** What processes look at of themselves all the time, a diagnosis looks at without them. */
export function adopted({
  check,
  fix,
  class: kind = 'health',
  ...rest
}: Adoption): DiagnosticCheck {
  return {
    ...rest,
    run: async (scene, signal) => {
      const made = check(scene)
      if (made === undefined) return {}
      return sightOf(await made.run(signal), { class: kind, fix: fix(scene) })
    },
  }
}

function sightOf(
  { status = 'pass', observedValue, observedUnit = '', output = '' }: CheckResult,
  told: { readonly class: FindingClass; readonly fix: string },
): CheckSight {
  const observed = `${observedValue ?? ''} ${observedUnit}`.trim()
  if (status === 'pass') return { observed }
  const severity = status === 'fail' ? 'error' : 'warning'
  return { observed, findings: [{ severity, evidence: output, ...told }] }
}
