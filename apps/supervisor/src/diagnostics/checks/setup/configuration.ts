import type { ConfigFault, Notice } from '@promptbin/config'
import type { DiagnosticCheck } from '../../check.ts'

/** Whether a start here would take the configuration, and take it as it was meant. */
export const configurationChecks: readonly DiagnosticCheck[] = [
  {
    name: 'configuration:valid',
    title: 'whether a start would take the configuration',
    run: async ({ configuration: { file, faults } }) => ({
      observed: file ?? 'there is no file, so the defaults count',
      findings: faults.map((fault) => ({
        severity: 'error',
        class: 'configuration',
        evidence: `${placeOf(fault)}${fault.pointer} ${fault.message}`,
        fix: 'Correct it there; `promptbin config validate` says whether it is right.',
      })),
    }),
  },
  {
    name: 'configuration:understood',
    title: 'whether the configuration is understood as it was written',
    run: async ({ configuration: { notices } }) => ({
      observed: notices.length === 0 ? 'all of it' : `${notices.length} to know of`,
      findings: notices.map((notice) => ({
        severity: 'info',
        class: 'configuration',
        evidence: `${placeOf(notice)}${notice.pointer} ${notice.message}`,
        fix: 'Write it as docs/configuration.md has it, or leave it, as it works.',
      })),
    }),
  },
]

/** In front, as compilers have it, so that terminals and editors open it. */
function placeOf({ at }: Pick<ConfigFault | Notice, 'at'>): string {
  return at === undefined ? '' : `${at.file}:${at.line}:${at.column}: `
}
