import type { Logger } from '@promptbin/logging'
import { type InputOf, type OperationName, type OutputOf, operationOf } from '@promptbin/operations'
import { type AuditEntry, hasScope } from '@promptbin/security'
import { auditEntryOf, outcomeOf } from './audit-entry.ts'
import type { Caller } from './caller.ts'
import { operationNotAllowed } from './errors.ts'
import type { AuditNotes, Handler, Handlers } from './handlers.ts'

/** Where acts of administration are written down. */
export interface AuditWriter {
  /** Settles when it is on the disk. Throws `PB_AUDIT_UNAVAILABLE`. */
  append(entry: AuditEntry): Promise<unknown>
}

export interface OperatorOptions {
  readonly handlers: Handlers
  readonly audit: AuditWriter
  /** Settles when what was decided is on the disk, or cannot be written. */
  readonly settle: () => Promise<void>
  readonly logger: Pick<Logger, 'error'>
}

/** Has operations done, whichever face they are asked by. */
export interface Operator {
  /**
   * Checks the input against the schema and fills in what is not given. Throws
   * `PB_REQUEST_INVALID`, and what `performValid` throws.
   */
  perform<Name extends OperationName>(
    name: Name,
    input: unknown,
    caller: Caller,
  ): Promise<OutputOf<Name>>
  /**
   * The same of an input that was checked. What changes something is written down before it is
   * begun, and its outcome after; what is answered outlives a crash. Throws `PB_OPERATION_NOT_ALLOWED`, `PB_AUDIT_UNAVAILABLE` (then
   * nothing was done) and what the operation itself throws.
   */
  performValid<Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
    caller: Caller,
  ): Promise<OutputOf<Name>>
}

/** The one way to every operation. */
export function createOperator({ handlers, audit, settle, logger }: OperatorOptions): Operator {
  /** An act that was done stays done, also when nobody can write that down any more. */
  const close = async (entry: AuditEntry): Promise<void> => {
    try {
      await audit.append(entry)
    } catch (err) {
      const { action, target, outcome } = entry
      const fields = { event: 'audit.outcome_lost', action, target, outcome, err }
      logger.error(fields, 'the outcome of an act is not in the audit trail')
    }
  }

  const performValid = async <Name extends OperationName>(
    name: Name,
    input: InputOf<Name>,
    caller: Caller,
  ): Promise<OutputOf<Name>> => {
    const operation = operationOf(name)
    const { audit: action, scope, title } = operation
    const entry = auditEntryOf(operation, input, caller)
    if (!hasScope(caller.principal, scope)) {
      await audit.append({ ...entry, outcome: 'refused', after: { needs: scope } })
      throw operationNotAllowed(title, scope)
    }
    const notes: AuditNotes = {}
    const handler = handlers[name] as Handler<Name>
    if (action === undefined || isDryRun(input)) return handler(input, caller, notes)
    await audit.append({ ...entry, outcome: 'intended' })
    try {
      const answer = await handler(input, caller, notes)
      await settle()
      await close(outcomeOf(entry, notes))
      return answer
    } catch (error) {
      await close(outcomeOf(entry, notes, error))
      throw error
    }
  }

  return {
    async perform(name, input, caller) {
      const { validInput } = await import('./valid-input.ts')
      return performValid(name, validInput(name, input), caller)
    },
    performValid,
  }
}

function isDryRun(input: unknown): boolean {
  return (input as { readonly dry_run?: unknown }).dry_run === true
}
