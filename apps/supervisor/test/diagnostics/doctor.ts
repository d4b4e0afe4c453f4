import { subjectHere } from '../../src/commands/diagnostics/subject-here.ts'
import type { DiagnosticCheck } from '../../src/diagnostics/check.ts'
import { diagnose } from '../../src/diagnostics/diagnose.ts'
import type { Diagnosis } from '../../src/diagnostics/diagnosis.ts'
import { exitCodeFor, type Finding } from '../../src/diagnostics/finding.ts'

/** A diagnosis with the exit code that it would end with. */
export interface Examined extends Diagnosis {
  readonly code: number
  /** What a check has found. */
  foundBy(check: string): readonly Finding[]
}

/** On a machine that does much else all answers come all the same. */
const patience = 8

/** Looks at a data folder as `promptbin doctor` does, and waits longer; at everything unless told. */
export async function examine(
  data: string,
  checks?: readonly DiagnosticCheck[],
): Promise<Examined> {
  const subject = subjectHere({ dataDir: data })
  const diagnosis = await diagnose(subject, { patience, ...(checks && { checks }) })
  return {
    ...diagnosis,
    code: exitCodeFor(diagnosis.findings),
    foundBy: (check) => diagnosis.findings.filter((finding) => finding.check === check),
  }
}
