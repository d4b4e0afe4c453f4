import { version } from '@promptbin/config'
import { runBenchmark } from './benchmark/run-benchmark.ts'
import { carryOut } from './carry-out-check.ts'
import type { DiagnosticCheck } from './check.ts'
import { checks as allChecks } from './checks/checks.ts'
import type { Diagnosis } from './diagnosis.ts'
import { worstFirst } from './finding.ts'
import { type Subject, takeScene } from './scene.ts'

export interface DiagnoseOptions {
  /** What is looked at; everything unless told. */
  readonly checks?: readonly DiagnosticCheck[]
  /** By which all times are multiplied; a test that is not about them is more patient. */
  readonly patience?: number
}

/** All of it, whatever the machine does: nobody waits longer for an answer. */
const longestMs = 9_000

/**
 * Looks at everything, each check within its deadline, and changes nothing. The machine's speed is
 * measured last, when nothing else is under way. Never rejects for what is wrong.
 */
export async function diagnose(
  subject: Subject,
  { checks = allChecks, patience = 1 }: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const startedAt = performance.now()
  const over = AbortSignal.timeout(longestMs * patience)
  const scene = await takeScene(subject, over)
  const limits = { over, patience }
  const results = await Promise.all(checks.map((check) => carryOut(check, scene, limits)))
  const { figures, ...speed } = await runBenchmark(scene, over)
  const all = [
    ...results,
    await carryOut({ ...benchmarkCheck, run: async () => speed }, scene, limits),
  ]
  return {
    at: new Date().toISOString(),
    durationMs: Math.round(performance.now() - startedAt),
    version,
    dataFolder: scene.folder.path,
    isRunning: scene.instance.state === 'running',
    findings: worstFirst(all.flatMap(({ findings }) => findings)),
    checks: all.map(({ record }) => record),
    figures,
  }
}

/** Made after all others, when nothing else is under way. */
export const benchmarkCheck = {
  name: 'performance:benchmark',
  title: 'how fast this machine is, beside what it was',
} as const
