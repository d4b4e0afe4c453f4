import { hash as digest } from 'node:crypto'
import { maskSecrets } from '@promptbin/logging/secrets'
import canonicalize from 'canonicalize'
import {
  type AuditEntry,
  type AuditHead,
  type AuditRecord,
  type AuditValue,
  auditOutcomes,
} from './audit-record.ts'

/** Longer texts are cut: they come from requests, and an attacker must not fill the disk by one. */
const maxTextCharacters = 300

/** Of longer values only the hash is kept. */
const maxValueCharacters = 8_192

/**
 * Makes the record that follows the end of a chain. Secrets in it are masked, texts that are too
 * long cut, and what cannot stand in JSON made such that it can.
 */
export function sealRecord(entry: AuditEntry, head: AuditHead, at: Date): AuditRecord {
  const { actor, kind, face, address, client, requestId, action, target, outcome } = entry
  const record = {
    seq: head.seq + 1,
    at: at.toISOString(),
    actor: readable(actor),
    kind,
    face,
    address: address && readable(address),
    client: client && readable(client),
    requestId: requestId && readable(requestId),
    action,
    target: readable(target),
    outcome,
    before: masked(entry.before),
    after: masked(entry.after),
    previous: head.hash,
  }
  return { ...record, hash: digest('sha256', canonical(record)) }
}

/** The one form in which a record is kept: its canonical JSON (RFC 8785), in one line. */
export function formatRecord(record: AuditRecord): string {
  return canonical(record)
}

/**
 * The record of a line, or undefined for a line that is none, or not in the one form. Whether it is
 * what was written only the chain tells.
 */
export function parseRecord(line: string): AuditRecord | undefined {
  try {
    const value: unknown = JSON.parse(line)
    // The same meaning in other characters was not written by us.
    return isRecord(value) && canonical(value) === line ? value : undefined
  } catch {
    return undefined
  }
}

/** Whether the hash of a record is that of its content. */
export function isWhole({ hash, ...content }: AuditRecord): boolean {
  return digest('sha256', canonical(content)) === hash
}

function isRecord(value: unknown): value is AuditRecord {
  if (value === null || typeof value !== 'object') return false
  const record = value as Partial<Record<keyof AuditRecord, unknown>>
  const texts = [record.at, record.actor, record.action, record.target, record.previous]
  return (
    Number.isSafeInteger(record.seq) &&
    typeof record.hash === 'string' &&
    texts.every((text) => typeof text === 'string') &&
    auditOutcomes.some((outcome) => outcome === record.outcome)
  )
}

/** RFC 8785, of which nothing that was parsed from JSON or passed `masked` is outside. */
function canonical(value: object): string {
  return canonicalize(value) ?? ''
}

function readable(text: string): string {
  const whole = maskSecrets(text.toWellFormed())
  if (whole.length <= maxTextCharacters) return whole
  return `${whole.slice(0, maxTextCharacters).toWellFormed()}…`
}

/** Fields are masked by their names, so a value is masked as a whole. */
function masked(value: AuditValue): AuditValue {
  const text = maskSecrets(JSON.stringify(value))
  if (text.length > maxValueCharacters) {
    return { tooLong: true, characters: text.length, sha256: digest('sha256', text) }
  }
  return wellFormed(JSON.parse(text))
}

/** JSON.stringify writes half a character as an escape, which becomes half a character again. */
function wellFormed(value: AuditValue): AuditValue {
  if (typeof value === 'string') return value.toWellFormed()
  if (value === null || typeof value !== 'object') return value
  if (Array.isArray(value)) return value.map(wellFormed)
  const entries = Object.entries(value)
  return Object.fromEntries(
    entries.map(([key, inner]) => [key.toWellFormed(), wellFormed(inner ?? null)]),
  )
}
