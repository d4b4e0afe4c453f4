import { PromptBinError } from '@promptbin/errors'
import {
  nothingChanged,
  outcomeUnknown,
  storeBusy,
  storeDamaged,
  storeFailed,
  storeFull,
  storeUnavailable,
  storeUnwritable,
} from '../../store-errors.ts'

/** What a connection is for: one writes, the others only read. */
export type Role = 'writer' | 'reader'

/** Primary result codes of SQLite, from https://www.sqlite.org/rescode.html. */
const sqlite = {
  permission: 3,
  busy: 5,
  locked: 6,
  readOnly: 8,
  inputOutput: 10,
  corrupt: 11,
  full: 13,
  cannotOpen: 14,
  notADatabase: 26,
}

/** Errors of the file system while the data folder is made. */
const fileSystem: Readonly<Record<string, keyof typeof sqlite>> = {
  EACCES: 'permission',
  EPERM: 'permission',
  EROFS: 'readOnly',
  ENOTDIR: 'cannotOpen',
  EEXIST: 'cannotOpen',
  ENOENT: 'cannotOpen',
  ENOSPC: 'full',
  EDQUOT: 'full',
}

/**
 * Turns whatever went wrong while SQL ran into a `PromptBinError`. `place` says where to look:
 * the path at start-up, when the operator reads it, and no path when a client does.
 */
export function describeSqliteError(error: unknown, role: Role, place: string): PromptBinError {
  if (error instanceof PromptBinError) return error
  const cause = { cause: error }
  switch (resultCode(error)) {
    case sqlite.busy:
    case sqlite.locked:
      return storeBusy.with(cause)
    case sqlite.full:
      return storeFull.with(cause)
    case sqlite.permission:
    case sqlite.readOnly:
    case sqlite.cannotOpen:
      return storeUnwritable.with(cause, place)
    case sqlite.corrupt:
    case sqlite.notADatabase:
      return storeDamaged.with(cause, place)
    case sqlite.inputOutput:
      return storeUnavailable.with(cause, role === 'writer' ? outcomeUnknown : nothingChanged)
    default:
      return storeFailed.with(cause)
  }
}

/** The primary code is the low byte of the extended one. */
function resultCode(error: unknown): number | undefined {
  if (!(error instanceof Error)) return undefined
  if ('errcode' in error) return Number(error.errcode) & 0xff
  const known = 'code' in error ? fileSystem[String(error.code)] : undefined
  return known && sqlite[known]
}
