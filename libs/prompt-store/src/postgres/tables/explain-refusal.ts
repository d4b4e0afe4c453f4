import { storeNotAllowed, storeTablesDiffer } from '../../store-errors.ts'
import { isServerError } from '../database/client.ts'

/** insufficient_privilege, and invalid_schema_name where no schema can be used (appendix A). */
const notAllowed: ReadonlySet<string | undefined> = new Set(['42501', '3F000'])

/** Data that cannot be what it says, or that refers to what is not there. */
const unfit: ReadonlySet<string | undefined> = new Set(['22', '23'])

/**
 * What the server refuses about whole tables, in words for whoever chose its account; all else stays what
 * it is.
 */
export function explainRefusal(error: unknown): unknown {
  if (!isServerError(error)) return error
  if (notAllowed.has(error.code)) return storeNotAllowed.with({ cause: error }, error.message)
  if (unfit.has(error.code?.slice(0, 2))) {
    return storeTablesDiffer.with({ cause: error }, error.message)
  }
  return error
}
