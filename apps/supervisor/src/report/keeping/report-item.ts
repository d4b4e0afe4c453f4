import type { PartSummary, ReportSummary } from '../report.ts'

/** A report that is kept. */
export interface ReportItem {
  /** Its name, of which the time can be read. */
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly bytes: number
}

/** A report that was made just now. */
export interface MadeReport extends ReportItem {
  readonly file: string
  readonly parts: readonly PartSummary[]
}

const namePattern = /^promptbin-report-(?<id>(?<day>\d{8})T(?<time>\d{6})Z-[0-9a-f]{4})\.zip$/

/** Its name: the second in which it was made, and something that tells two of one second apart. */
export function reportIdOf(
  { createdAt }: Pick<ReportSummary, 'createdAt'>,
  random: string,
): string {
  return `${createdAt.slice(0, 19).replace(/[-:]/g, '')}Z-${random}`
}

/** The file of a report, without its folder. */
export function fileNameOf(id: string): string {
  return `promptbin-report-${id}.zip`
}

/** What the name of a file says; undefined when it is none of ours. */
export function readFileName(fileName: string): Omit<ReportItem, 'bytes'> | undefined {
  const { id, day, time } = namePattern.exec(fileName)?.groups ?? {}
  if (id === undefined || day === undefined || time === undefined) return undefined
  const date = day.replace(/(....)(..)(..)/, '$1-$2-$3')
  return { id, createdAt: `${date}T${time.replace(/(..)(..)(..)/, '$1:$2:$3')}Z` }
}
