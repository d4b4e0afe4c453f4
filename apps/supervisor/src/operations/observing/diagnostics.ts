import type { OutputOf } from '@promptbin/operations'
import type { Diagnosis } from '../../diagnostics/diagnosis.ts'
import type { DiagnosticManager } from '../../diagnostics/diagnostic-manager.ts'
import type { HandlersOf } from '../handlers.ts'

/** Who has everything looked at. */
export interface DiagnosticHandlersOptions {
  readonly diagnostics: DiagnosticManager
}

/** How it is told what is wrong, as it was found last or as it is found now. */
export function diagnosticHandlers({
  diagnostics,
}: DiagnosticHandlersOptions): HandlersOf<'run_diagnostics' | 'get_diagnostics'> {
  return {
    run_diagnostics: async () => toItem(await diagnostics.run()),
    get_diagnostics: async () => {
      const last = diagnostics.last()
      return { diagnosis: last && toItem(last) }
    },
  }
}

function toItem({ findings, ...rest }: Diagnosis): OutputOf<'run_diagnostics'> {
  const told = findings.map(({ repair, ...finding }) => ({ ...finding, fixable: repair !== null }))
  return { ...rest, findings: told }
}
