import type { Logger } from '@promptbin/logging'
import type { AuditHead } from '@promptbin/security'
import type { StateFolder } from '../state/state-folder.ts'
import { AuditKeeper } from './audit-keeper.ts'
import { lifecycleNotes, type NoteLifecycle } from './lifecycle-acts.ts'

/** The end of a chain as it was noted, or undefined for what is none. */
export function parseHead(value: unknown): AuditHead | null | undefined {
  if (value === null) return null
  const { seq, hash } = Object(value) as Partial<Record<keyof AuditHead, unknown>>
  return Number.isSafeInteger(seq) && typeof hash === 'string'
    ? { seq: Number(seq), hash }
    : undefined
}

export interface OpenAuditOptions {
  /** Of the audit trail. */
  readonly folder: string
  /** Where its head is noted, apart from it. */
  readonly state: Pick<StateFolder, 'open'>
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>
}

/** The audit trail of an instance while it runs. */
export interface OpenAudit {
  readonly keeper: AuditKeeper
  /** Writes down what happens to the instance as a whole. */
  readonly note: NoteLifecycle
  /** Tells the log of the head once more, and closes. */
  close(): Promise<void>
}

/** So often the log is told how far the trail goes: a copy that stands elsewhere. */
const headLoggedEveryMs = 60 * 60 * 1_000

/** Opens the trail. One that cannot be written is told of, and acts of administration are refused. */
export async function openAudit({ folder, state, log }: OpenAuditOptions): Promise<OpenAudit> {
  const anchor = state.open<AuditHead | null>({ name: 'audit-head', empty: null, parse: parseHead })
  const keeper = new AuditKeeper({ folder, anchor, log })
  await keeper.open()
  const tell = async () => {
    const { seq, hash } = await keeper.head()
    log.info({ event: 'audit.head', audit_seq: seq, hash }, 'the audit trail goes to this record')
  }
  const timer = setInterval(tell, headLoggedEveryMs).unref()
  return {
    keeper,
    note: lifecycleNotes(keeper, log),
    async close() {
      clearInterval(timer)
      await tell()
      await keeper.close()
    },
  }
}
