import { PromptBinError } from '@promptbin/errors'
import {
  nothingChanged,
  outcomeUnknown,
  storeBusy,
  storeDamaged,
  storeFailed,
  storeFull,
  storeLoginRefused,
  storeTlsRefused,
  storeUnavailable,
  storeUnwritable,
} from '../../store-errors.ts'
import { PostgresFault } from '../bridge/postgres-fault.ts'
import { tlsProblem } from './tls.ts'

type Fault = Pick<PostgresFault, 'code' | 'isLost'>

type Kind =
  | 'busy'
  | 'full'
  | 'unwritable'
  | 'damaged'
  | 'loginRefused'
  | 'tlsRefused'
  | 'unavailable'

/** A SQLSTATE always has a digit, by which it differs from a code of the system such as `EPIPE`. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/

/** SQLSTATEs of PostgreSQL, from its appendix A; what is not here is told by its class. */
const ofCode: Readonly<Record<string, Kind>> = {
  '0A000': 'unavailable', // a prepared statement, after another process changed the schema
  '25006': 'unwritable', // read_only_sql_transaction
  '25P03': 'unavailable', // idle_in_transaction_session_timeout
  '28000': 'loginRefused', // invalid_authorization_specification
  '28P01': 'loginRefused', // invalid_password
  '3D000': 'loginRefused', // invalid_catalog_name: there is no such database
  '40001': 'busy', // serialization_failure
  '40P01': 'busy', // deadlock_detected
  '42501': 'unwritable', // insufficient_privilege
  '53100': 'full', // disk_full
  '55P03': 'busy', // lock_not_available
  '57014': 'busy', // query_canceled: it took too long
  '58P01': 'damaged', // undefined_file
}

const ofClass: Readonly<Record<string, Kind>> = {
  '08': 'unavailable', // the connection
  '53': 'busy', // not enough memory or connections
  '57': 'unavailable', // an operator stops the server, or has ended the session
  '58': 'unavailable', // an error of the system
  XX: 'damaged', // data or an index that are corrupted
}

/** Stands for the place wherever a hint names one: the address of a server is not for everybody. */
export const theDatabase = 'its PostgreSQL database'

/**
 * Turns whatever went wrong while a worker asked PostgreSQL into a `PromptBinError`. Only
 * where the connection is lost after the word to keep a change was given, nobody can say whether it was.
 */
export function describePostgresError(error: unknown, role: 'writer' | 'reader'): PromptBinError {
  if (error instanceof PromptBinError) return error
  if (!(error instanceof PostgresFault)) return storeFailed.with({ cause: error })
  const isUnknown = role === 'writer' && error.isOfCommit && error.isLost
  if (isUnknown) return storeUnavailable.with({ cause: error }, outcomeUnknown)
  return describe(error, error)
}

/** The same for what happened before there were workers: nothing was asked for yet. */
export function describeOpeningError(error: unknown): PromptBinError {
  if (error instanceof PromptBinError) return error
  const code = error instanceof Error && 'code' in error ? String(error.code) : undefined
  return describe({ code, isLost: code === undefined || !sqlState.test(code) }, error)
}

/** Whether the server could not be reached, or has ended the session: it is not there for us. */
export function isAway(fault: Fault): boolean {
  return fault.isLost && kindOf(fault) === 'unavailable'
}

function describe(fault: Fault, cause: unknown): PromptBinError {
  switch (kindOf(fault)) {
    case 'busy':
      return storeBusy.with({ cause })
    case 'full':
      return storeFull.with({ cause })
    case 'unwritable':
      return storeUnwritable.with({ cause }, theDatabase)
    case 'damaged':
      return storeDamaged.with({ cause }, theDatabase)
    case 'loginRefused':
      return storeLoginRefused.with({ cause })
    case 'tlsRefused':
      return storeTlsRefused.with({ cause }, tlsProblem(fault.code) ?? '')
    case 'unavailable':
      return storeUnavailable.with({ cause }, nothingChanged)
    default:
      return storeFailed.with({ cause })
  }
}

function kindOf({ code, isLost }: Fault): Kind | undefined {
  if (tlsProblem(code) !== undefined) return 'tlsRefused'
  const known = code && (ofCode[code] ?? (code === 'XX000' ? undefined : ofClass[code.slice(0, 2)]))
  return known || (isLost ? 'unavailable' : undefined)
}
