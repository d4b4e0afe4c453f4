import { buffer } from 'node:stream/consumers'
import { version } from '@promptbin/config'
import { createZip, type ZipEntry } from '@promptbin/prompt-formats'
import { textOf } from './collecting/bounds.ts'
import { collectParts } from './collecting/collect-parts.ts'
import type { Subject } from './collecting/section.ts'
import { reportPage } from './page/report-page.ts'
import type { Part, ReportSummary } from './report.ts'

/** A report, packed. */
export interface Report {
  /** A zip archive of at most `maxReportBytes`. */
  readonly archive: Uint8Array
  readonly summary: ReportSummary
}

/** Gathers what there is to know of an instance, running or not, and packs it. Never rejects. */
export async function createReport(subject: Subject, now = new Date()): Promise<Report> {
  const parts = await collectParts(subject)
  const files = parts.map((part) => ({ part, text: part.content ? textOf(part.content) : '' }))
  const summary: ReportSummary = {
    format: 1,
    createdAt: now.toISOString(),
    version,
    isRunning: subject.running !== undefined,
    parts: files.map(({ part, text }) => summaryOf(part, Buffer.byteLength(text))),
  }
  const entries: ZipEntry[] = [
    entry('index.html', String(reportPage(summary, parts))),
    entry('report.json', `${JSON.stringify(summary, null, 2)}\n`),
    ...files.flatMap(({ part, text }) => (part.content ? entry(part.file, text) : [])),
  ]
  return { archive: await buffer(createZip(entries)), summary }
}

function summaryOf({ content: _, ...head }: Part, bytes: number) {
  return { ...head, bytes }
}

function entry(path: string, content: string): ZipEntry {
  return { path, content: Buffer.from(content) }
}
