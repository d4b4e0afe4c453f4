import type { PromptStore } from '@promptbin/prompt-store'
import { diskNearlyFull } from '../errors.ts'

/** What becomes of a method while nothing may be written. */
type Conduct =
  /** It goes on. */
  | 'reads'
  /** It writes a little, and goes on all the same. */
  | 'goes on'
  /** It is refused. */
  | 'refused'
  /** It only notes that something was used, and is left out: whoever reads is not to notice. */
  | 'left out'

const conducts = {
  list: 'reads',
  compose: 'reads',
  versions: 'reads',
  labelMoves: 'reads',
  uses: 'reads',
  folders: 'reads',
  tags: 'reads',
  labels: 'reads',
  trashed: 'reads',
  shares: 'reads',
  openShare: 'reads',
  hasOpenShares: 'reads',
  tokens: 'reads',
  findToken: 'reads',
  accounts: 'reads',
  findAccount: 'reads',
  canLogIn: 'reads',
  findLoginSession: 'reads',
  loginSessions: 'reads',
  loginAttempts: 'reads',
  audit: 'reads',
  auditLines: 'reads',
  auditHead: 'reads',
  records: 'reads',
  eventsAfter: 'reads',
  generation: 'reads',
  stats: 'reads',
  load: 'reads',
  close: 'reads',
  create: 'refused',
  change: 'refused',
  revert: 'refused',
  duplicate: 'refused',
  batch: 'refused',
  setLabel: 'refused',
  removeLabel: 'refused',
  rollBackLabel: 'refused',
  trash: 'refused',
  restore: 'refused',
  purge: 'refused',
  createShare: 'refused',
  revokeShare: 'refused',
  createToken: 'refused',
  rotateToken: 'refused',
  revokeToken: 'refused',
  createAccount: 'refused',
  setPassword: 'refused',
  removeAccount: 'refused',
  // A few bytes each, and who is to make room must get in; a lock must hold as well.
  createLoginSession: 'goes on',
  endLoginSessions: 'goes on',
  noteLoginFailure: 'goes on',
  noteAudit: 'goes on',
  import: 'refused',
  restoreRecord: 'refused',
  probe: 'refused',
  noteShareView: 'left out',
  noteTokenUse: 'left out',
  noteSessionUse: 'left out',
  renewPasswordHash: 'left out',
  noteUses: 'left out',
  noteUsesByName: 'left out',
} as const satisfies Readonly<Record<keyof PromptStore, Conduct>>

type Method = (...values: unknown[]) => Promise<unknown>

/**
 * The store as it is used: while the disk is nearly full every change throws `PB_DISK_NEARLY_FULL`,
 * before anything is written, and everything else goes on.
 */
export function guardStore(store: PromptStore, isReadOnly: () => boolean): PromptStore {
  const guarded = Object.entries(conducts).map(([name, conduct]) => {
    const method = store[name as keyof PromptStore] as Method
    if (conduct === 'reads' || conduct === 'goes on') return [name, method]
    const whenReadOnly = async () => {
      if (conduct === 'refused') throw diskNearlyFull()
    }
    return [name, (...values) => (isReadOnly() ? whenReadOnly() : method(...values))]
  }) satisfies [string, Method][]
  // The table has every method of the interface, and none is changed but for when it is called.
  return Object.fromEntries(guarded) as unknown as PromptStore
}
