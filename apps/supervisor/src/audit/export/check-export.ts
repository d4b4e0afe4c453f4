import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { ChainCheck } from '@promptbin/security'
import type { AuditSourceName } from '../both/audit-source.ts'
import type { BothVerdict, SourceVerdict } from '../both/verify-both.ts'
import { auditExportInvalid } from '../errors.ts'
import type { ExportEnd } from './write-export.ts'

const LINE = /^\{"source":"(?<source>supervisor|library)","record":(?<record>.*)\}$/s

/**
 * Checks an export without anything but the file: its checksum, each chain in it, and that the chains
 * end where it says. Throws `PB_AUDIT_EXPORT_INVALID` for a file that is no whole export.
 */
export async function checkExport(file: string): Promise<BothVerdict> {
  const checks = new Map<AuditSourceName, ChainCheck>()
  const sum = createHash('sha256')
  let last: string | undefined
  for await (const line of linesOf(file)) {
    if (last !== undefined) takeLine(file, last, sum, checks)
    last = line
  }
  const end = readEnd(file, last)
  if (sum.digest('hex') !== end.sha256) throw auditExportInvalid(file, 'its checksum is not right')
  const sources = [...checks].map(([source, check]) => verdictOf(source, check, end))
  const bad = sources.find(({ valid }) => !valid)
  return {
    valid: bad === undefined,
    records: sources.reduce((total, { records }) => total + records, 0),
    firstBad: bad?.firstBad ?? null,
    reason: bad ? `${bad.source}: ${bad.reason}` : null,
    sources,
    problems: [],
  }
}

async function* linesOf(file: string): AsyncGenerator<string> {
  const handle = await open(file)
  try {
    yield* handle.readLines()
  } finally {
    await handle.close()
  }
}

function takeLine(
  file: string,
  line: string,
  sum: ReturnType<typeof createHash>,
  checks: Map<AuditSourceName, ChainCheck>,
): void {
  sum.update(`${line}\n`)
  const { source, record } = LINE.exec(line)?.groups ?? {}
  if (source === undefined || record === undefined) {
    throw auditExportInvalid(file, 'a line in it is no record')
  }
  const name = source as AuditSourceName
  const check = checks.get(name) ?? new ChainCheck()
  checks.set(name, check)
  check.take(record)
}

function readEnd(file: string, line: string | undefined): ExportEnd {
  try {
    const end = JSON.parse(line ?? '') as ExportEnd
    if (end.format === 'promptbin-audit' && end.version === 1) return end
  } catch {
    // Told below.
  }
  throw auditExportInvalid(file, 'its last line does not say what is in it')
}

function verdictOf(source: AuditSourceName, check: ChainCheck, end: ExportEnd): SourceVerdict {
  const { valid, records, head, fault } = check.end()
  const isAtEnd = head.seq === end.heads[source]?.seq && head.hash === end.heads[source]?.hash
  if (valid && !isAtEnd) {
    const reason = 'The chain does not end where the export says.'
    return { source, valid: false, records, head, firstBad: head.seq + 1, reason }
  }
  return {
    source,
    valid,
    records,
    head,
    firstBad: fault?.seq ?? null,
    reason: fault?.message ?? null,
  }
}
