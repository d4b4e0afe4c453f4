import { type PromptStore, storeDamagedReadOnly } from '@promptbin/prompt-store'
import { diskNearlyFull, maintenance } from '../errors.ts'

/** What becomes of a method while nothing may be written. */
type Conduct =
  /** It goes on. */
  | 'reads'
  /** It writes a little, and goes on all the same. */
  | 'goes on'
  /** It is refused. */
  | 'refused'
  /** It is refused for want of room, and goes on in maintenance: administrators are at work then. */
  | 'administers'
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
  openingsAfter: 'reads',
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
  createToken: 'administers',
  rotateToken: 'administers',
  revokeToken: 'administers',
  createAccount: 'administers',
  setPassword: 'administers',
  removeAccount: 'administers',
  // A few bytes each, and who is to make room must get in; a lock must hold as well.
  createLoginSession: 'goes on',
  endLoginSessions: 'goes on',
  noteLoginFailure: 'goes on',
  noteAudit: 'goes on',
  noteExpiries: 'left out',
  import: 'refused',
  restoreRecord: 'refused',
  probe: 'administers',
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
 * before anything is written, and everything else goes on. In maintenance (`reason` is what people are
 * told, else null) it is `PB_MAINTENANCE`, and only changes of prompts are refused. Of a damaged library
 * all changes are refused with `PB_STORE_DAMAGED_READ_ONLY`.
 */
export function guardStore(
  store: PromptStore,
  isReadOnly: () => boolean,
  reason: () => string | null = () => null,
  isDamaged: () => boolean = () => false,
): PromptStore {
  const refusalOf = (conduct: Conduct): Error | undefined => {
    if (isDamaged()) return storeDamagedReadOnly()
    const why = conduct === 'administers' ? null : reason()
    if (why !== null) return maintenance(why)
    return isReadOnly() ? diskNearlyFull() : undefined
  }
  const guarded = Object.entries(conducts).map(([name, conduct]) => {
    const method = store[name as keyof PromptStore] as Method
    if (conduct === 'reads' || conduct === 'goes on') return [name, method]
    return [
      name,
      async (...values) => {
        const refusal = refusalOf(conduct)
        if (refusal === undefined) return method(...values)
        if (conduct !== 'left out') throw refusal
      },
    ]
  }) satisfies [string, Method][]
  // The table has every method of the interface, and none is changed but for when it is called.
  return Object.fromEntries(guarded) as unknown as PromptStore
}
