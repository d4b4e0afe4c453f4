import type { Principal } from '../principal.ts'

/** By which way somebody asked; `page` is a page of the library, `internal` PromptBin itself. */
export type AuditFace = 'rest' | 'mcp' | 'cli' | 'console' | 'page' | 'file' | 'signal' | 'internal'

/**
 * How far an act has come. What is done in one transaction with its record is `done` at once; what
 * is not is `intended` first, and then `done` or `failed`. `refused` was not even begun.
 */
export type AuditOutcome = 'intended' | 'done' | 'refused' | 'failed'

/** All of them. */
export const auditOutcomes: readonly AuditOutcome[] = ['intended', 'done', 'refused', 'failed']

/** Any value that JSON can tell. */
export type AuditValue =
  | null
  | boolean
  | number
  | string
  | readonly AuditValue[]
  | { readonly [key: string]: AuditValue | undefined }

/** Who does something, from where and by what. */
export interface Asker {
  /** The id of a principal, or of the part of PromptBin that acts by itself. */
  readonly actor: string
  /** What kind of somebody that is; `nobody` could not show who he is. */
  readonly kind: Principal['kind'] | 'internal' | 'signal' | 'nobody'
  readonly face: AuditFace
  /** The network address that the request came from; null where there is no network between. */
  readonly address: string | null
  /** The program that asked, as far as it said so. */
  readonly client: string | null
  /** Joins the record with the log lines and errors of the request; null without a request. */
  readonly requestId: string | null
}

/** PromptBin itself: what its timers, its start and its end do. */
export function internalAsker(actor: string): Asker {
  const kind = 'internal'
  return { actor, kind, face: kind, address: null, client: null, requestId: null }
}

/** What is to be written down. Secrets are masked before it is. */
export interface AuditEntry extends Asker {
  /** `noun.verb`: `token.create`, `service.restart`. */
  readonly action: string
  /** What it was done to: the name of a token, of a service, the key of a setting. */
  readonly target: string
  readonly outcome: AuditOutcome
  /** What was before, as far as it matters; null for nothing. */
  readonly before: AuditValue
  /** What is from now on; why it was refused or failed. */
  readonly after: AuditValue
}

/** Where a chain ends: by this everything before is known. */
export interface AuditHead {
  /** The number of the last record; 0 before the first. */
  readonly seq: number
  /** Its hash: SHA-256 in hex. */
  readonly hash: string
}

/** An entry as it is kept: numbered without a gap from 1 on, and chained to the one before. */
export interface AuditRecord extends AuditEntry {
  readonly seq: number
  /** RFC 3339, in UTC, to the millisecond. */
  readonly at: string
  /** The hash of the record before; 64 zeros in the first. */
  readonly previous: string
  /** SHA-256, in hex, of the canonical JSON (RFC 8785) of all the rest. */
  readonly hash: string
}

/** The end of a chain that has no record. */
export const chainStart: AuditHead = { seq: 0, hash: '0'.repeat(64) }
