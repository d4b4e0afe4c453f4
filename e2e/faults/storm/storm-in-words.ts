import type { StormReport } from './kill-storm.ts'

/** What a storm came to, for a person; figures of one machine. */
export function stormInWords(report: StormReport): string {
  const sorted = report.readyMs.toSorted((one, other) => one - other)
  const at = (part: number) => Math.round(sorted[Math.ceil(part * sorted.length) - 1] ?? Number.NaN)
  return [
    `${report.kills} kills, ${report.duringStart} of them during a start`,
    `${report.acknowledged} acknowledged changes, ${report.sentAgain} requests sent again`,
    `${report.lost.length} lost, ${report.doubled.length} doubled, ${report.halves.length} half applied, ${report.findings.length} findings of the integrity check, ${report.refusals.length} refusals`,
    `ready after ${at(0.5)} ms (median), ${at(0.99)} ms (99 %), ${at(1)} ms (longest)`,
  ].join('\n')
}
