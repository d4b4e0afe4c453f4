import { certificateCheck } from '../../../checks/certificates/certificate-check.ts'
import {
  type Judgement,
  judgeCertificates,
  observedIn,
} from '../../../checks/certificates/judge-certificates.ts'
import { certificatePlacesOf } from '../../../checks/certificates/places/places-of.ts'
import { readCertificates } from '../../../checks/certificates/reading/read-certificates.ts'
import type { DiagnosticCheck } from '../../check.ts'
import type { FindingOf } from '../../finding.ts'

/** Whether what PromptBin is reached by, and what it reaches, can prove for long enough who it is. */
export const certificateChecks: readonly DiagnosticCheck[] = [
  {
    name: certificateCheck,
    title: 'whether no certificate of what the configuration names ends soon',
    // A server that does not answer is given up before.
    deadlineMs: 8_000,
    run: async ({ config }, signal) => {
      const sights = await readCertificates(certificatePlacesOf(config), signal)
      const verdict = judgeCertificates(sights, Date.now())
      return { observed: observedIn(verdict), findings: verdict.troubles.map(ending) }
    },
  },
]

function ending({ status, evidence, fix }: Judgement): FindingOf {
  return { severity: status === 'fail' ? 'error' : 'warning', class: 'health', evidence, fix }
}
