import type { Logger } from '@promptbin/logging'
import {
  type Asker,
  type AuditEntry,
  type AuditLog,
  type AuditValue,
  internalAsker,
} from '@promptbin/security'

/** Who sends a signal is not known; only that it may. */
export function signalAsker(signal: string): Asker {
  const kind = 'signal'
  return { actor: signal, kind, face: kind, address: null, client: null, requestId: null }
}

/** Something that happens to the instance as a whole and that no operation was asked for. */
export interface LifecycleAct {
  readonly action: 'instance.start' | 'instance.stop' | 'service.reload'
  /** PromptBin itself unless told. */
  readonly by?: Asker | undefined
  readonly outcome?: AuditEntry['outcome']
  readonly after: AuditValue
}

/** Writes down what happens to the instance. Never rejects. */
export type NoteLifecycle = (act: LifecycleAct) => Promise<void>

/**
 * How what happens to the instance as a whole is written down. It happens all the same when that is
 * not possible: a signal is how one stops a PromptBin whose disk is full.
 */
export function lifecycleNotes(
  audit: Pick<AuditLog, 'append'>,
  logger: Pick<Logger, 'error'>,
): NoteLifecycle {
  return async ({ action, by = internalAsker('supervisor'), outcome = 'done', after }) => {
    try {
      await audit.append({ ...by, action, target: 'promptbin', outcome, before: null, after })
    } catch (err) {
      const fields = { event: 'audit.outcome_lost', action, actor: by.actor, err }
      logger.error(fields, 'what happened is not in the audit trail')
    }
  }
}
