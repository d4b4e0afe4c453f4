import type { Diagnosis } from '../../diagnostics/diagnosis.ts'
import type { Finding } from '../../diagnostics/finding.ts'
import { alignColumns } from '../align-columns.ts'

/** What was found, the worst first, each with what to do; `verbose` tells every check as well. */
export function diagnosisText(
  diagnosis: Diagnosis,
  { verbose }: { readonly verbose: boolean },
): readonly string[] {
  const { version, dataFolder, isRunning, findings } = diagnosis
  const fixable = findings.filter(({ repair }) => repair !== null).length
  return [
    `PromptBin ${version} ${isRunning ? 'runs' : 'does not run'} on ${dataFolder}.`,
    summary(diagnosis),
    ...findings.flatMap(findingLines),
    ...(fixable === 0
      ? []
      : ['', `${count(fixable, 'of these')} can be put right by \`promptbin doctor --fix\`.`]),
    ...(verbose ? ['', ...checkTable(diagnosis)] : []),
  ]
}

function summary({ findings, checks, durationMs }: Diagnosis): string {
  const made = checks.filter(({ outcome }) => outcome !== 'skipped').length
  const seconds = (durationMs / 1000).toFixed(1)
  const found = findings.length === 0 ? 'nothing is amiss' : count(findings.length, 'finding', 's')
  return `${made} checks in ${seconds} s: ${found}.`
}

function findingLines({ severity, check, evidence, fix }: Finding): readonly string[] {
  return ['', `${severity}  ${check}`, `  ${evidence}`, `  Fix: ${fix}`]
}

function checkTable({ checks }: Diagnosis): readonly string[] {
  return alignColumns(
    checks.map(({ check, outcome, observed, durationMs }) => [
      `  ${outcome}`,
      check,
      `${durationMs} ms`,
      observed ?? '',
    ]),
  )
}

function count(number: number, what: string, more = ''): string {
  return `${number === 1 ? 'One' : number} ${what}${number === 1 ? '' : more}`
}
