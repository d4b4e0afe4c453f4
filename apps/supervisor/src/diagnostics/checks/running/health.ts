import { type CheckReport, listTroubles, type Trouble } from '@promptbin/health'
import { certificateCheck } from '../../../checks/certificates/certificate-check.ts'
import { getJson } from '../../../http/get-json.ts'
import { type DiagnosticCheck, skipsUnlessRunning } from '../../check.ts'
import type { FindingOf, Severity } from '../../finding.ts'

/** What a diagnosis looks at itself is not told twice. */
const lookedAtHere: ReadonlySet<string> = new Set([
  'disk:bytes',
  'disk:inodes',
  'dataFolder:permissions',
  'dataFolder:write',
  'memory:machine',
  'limits:memory',
  'limits:processes',
  certificateCheck,
])

/** What PromptBin says of its own health, which it looks at all the time. */
export const healthChecks: readonly DiagnosticCheck[] = [
  {
    name: 'health:report',
    title: 'whether PromptBin finds itself well',
    skips: skipsUnlessRunning,
    run: async ({ instance }) => {
      if (instance.state !== 'running') return {}
      const { body } = await getJson('/health', instance.description.supervisor.url)
      const { checks = {}, overall_status: overall = '?' } = Object(body) as Answer
      const troubles = listTroubles(checks).filter(({ check }) => !lookedAtHere.has(check))
      return { observed: overall, findings: troubles.map(findingOf) }
    },
  },
]

interface Answer {
  readonly overall_status?: string
  readonly checks?: Readonly<Record<string, readonly CheckReport[]>>
}

function findingOf({
  check,
  status,
  severity,
  output = 'it does not say why',
}: Trouble): FindingOf {
  return {
    severity: severityOf(status, severity),
    class: 'health',
    evidence: `${check}: ${output}`,
    fix: 'docs/health.md says what the check means; `promptbin health --verbose` tells all of them.',
  }
}

function severityOf(status: Trouble['status'], severity: Trouble['severity']): Severity {
  if (status !== 'fail' || severity === 'minor') return 'warning'
  return severity === 'critical' ? 'critical' : 'error'
}
