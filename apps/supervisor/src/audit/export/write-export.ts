import { createHash } from 'node:crypto'
import { type AuditHead, type AuditVerdict, ChainCheck } from '@promptbin/security'
import type { AuditSource, AuditSourceName } from '../both/audit-source.ts'

/** The last line of an export: what all before it must be. */
export interface ExportEnd {
  readonly format: 'promptbin-audit'
  readonly version: 1
  /** RFC 3339. */
  readonly exportedAt: string
  readonly records: number
  /** The last record of each chain. */
  readonly heads: Readonly<Partial<Record<AuditSourceName, AuditHead>>>
  /** Of all bytes before this line. */
  readonly sha256: string
}

/** What was exported, and what was found wrong on the way. */
export interface Exported {
  readonly end: ExportEnd
  readonly verdicts: Readonly<Partial<Record<AuditSourceName, AuditVerdict>>>
}

/**
 * Writes all records of the sources, each a line with the name of its source, and last the heads and a
 * checksum. Lines that are wrong are written as they are: an export is evidence.
 */
export async function writeExport(
  sources: readonly AuditSource[],
  write: (text: string) => Promise<void>,
  exportedAt: Date,
): Promise<Exported> {
  const sum = createHash('sha256')
  const heads: Partial<Record<AuditSourceName, AuditHead>> = {}
  const verdicts: Partial<Record<AuditSourceName, AuditVerdict>> = {}
  let records = 0
  for (const { name, lines } of sources) {
    const check = new ChainCheck()
    for await (const line of lines?.() ?? []) {
      check.take(line)
      const text = `${formatLine(name, line)}\n`
      sum.update(text)
      records += 1
      await write(text)
    }
    heads[name] = check.head
    verdicts[name] = check.end()
  }
  const end: ExportEnd = {
    format: 'promptbin-audit',
    version: 1,
    exportedAt: exportedAt.toISOString(),
    records,
    heads,
    sha256: sum.digest('hex'),
  }
  await write(`${JSON.stringify(end)}\n`)
  return { end, verdicts }
}

/** A record stands in it character by character as it is kept; what is none stands there as a text. */
function formatLine(source: AuditSourceName, line: string): string {
  const isObject = line.startsWith('{') && isJson(line)
  return `{"source":"${source}","record":${isObject ? line : JSON.stringify(line)}}`
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
