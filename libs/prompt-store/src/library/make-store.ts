import type { LoginStore } from '../accounts/login-store.ts'
import type { AuditStore } from '../audit/audit-store.ts'
import type { PromptStore } from '../prompt-store.ts'
import { within } from '../threads/within.ts'
import type { WorkerPool } from '../threads/worker-pool.ts'
import { makeAuditStore } from './audit/make-audit-store.ts'
import type { changes } from './changes.ts'
import type { questions } from './questions.ts'
import { purgedAtOnce } from './trash/purged-at-once.ts'

/** What the methods of a store hand their work to. */
export interface StoreParts {
  readonly writer: Pick<WorkerPool<typeof changes>, 'run' | 'load'>
  readonly readers: WorkerPool<typeof questions>
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly close: () => Promise<void>
}

/** A disk that takes longer than this for one small write is no use to anybody. */
const probeTimeoutMs = 2_000

/** The methods of a store, each a job for the one thread that writes or for those that read. */
export function makeStore({ writer, readers, now, close }: StoreParts): PromptStore {
  let closed: Promise<void> | undefined
  return {
    ...reading(readers, now),
    ...writing(writer, now),
    ...logins(writer, readers, now),
    ...makeAuditStore({ writer, readers, now }),
    probe: () =>
      within(probeTimeoutMs, async () => {
        await readers.run('generation', undefined)
        await writer.run('probe', { now: now() })
      }),
    load: () => ({ reads: readers.load, writes: writer.load }),
    close: () => (closed ??= close()),
  }
}

type Reading =
  | 'list'
  | 'compose'
  | 'versions'
  | 'labelMoves'
  | 'uses'
  | 'folders'
  | 'tags'
  | 'labels'
  | 'trashed'
  | 'records'
  | 'shares'
  | 'openShare'
  | 'hasOpenShares'
  | 'openingsAfter'
  | 'tokens'
  | 'findToken'
  | 'eventsAfter'
  | 'generation'
  | 'stats'

function reading(readers: StoreParts['readers'], now: () => number): Pick<PromptStore, Reading> {
  return {
    list: (query) => readers.run('list', query),
    compose: (name, selector, within) => readers.run('compose', { name, selector, within }),
    versions: (name) => readers.run('versions', { name }),
    labelMoves: (name, label) => readers.run('labelMoves', { name, label }),
    uses: (name) => readers.run('uses', { name }),
    folders: () => readers.run('folders', undefined),
    tags: () => readers.run('tags', undefined),
    labels: () => readers.run('labels', undefined),
    trashed: (query) => readers.run('trashed', query),
    shares: (query) => readers.run('shares', query),
    openShare: (tokenHash) => readers.run('openShare', { tokenHash, now: now() }),
    hasOpenShares: () => readers.run('hasOpenShares', { now: now() }),
    openingsAfter: (after, limit) => readers.run('openings', { after, limit }),
    tokens: () => readers.run('tokens', undefined),
    findToken: (hash) => readers.run('findToken', { hash, now: now() }),
    records: (query) => readers.run('records', query),
    eventsAfter: (generation, limit) => readers.run('events', { generation, limit }),
    generation: () => readers.run('generation', undefined),
    stats: () => readers.run('stats', undefined),
  }
}

function writing(
  writer: StoreParts['writer'],
  now: () => number,
): Omit<PromptStore, Reading | keyof LoginStore | keyof AuditStore | 'probe' | 'load' | 'close'> {
  return {
    create: (prompt, author, once) => writer.run('create', { prompt, author, once, now: now() }),
    change: (name, edit, author, expected, once) =>
      writer.run('change', { name, edit, author, expected, once, now: now() }),
    revert: (name, n, message, author, expected, once) =>
      writer.run('revert', { name, n, message, author, expected, once, now: now() }),
    duplicate: (name, copy, author, once) =>
      writer.run('duplicate', { name, copy, author, once, now: now() }),
    batch: (names, change, author, once) =>
      writer.run('batch', { names, change, author, once, now: now() }),
    setLabel: (name, label, to, author, expected) =>
      writer.run('setLabel', { name, label, to, author, expected, now: now() }),
    removeLabel: (name, label, reason, author, expected) =>
      writer.run('removeLabel', { name, label, reason, author, expected, now: now() }),
    rollBackLabel: (name, label, reason, author, once) =>
      writer.run('rollBackLabel', { name, label, reason, author, once, now: now() }),
    trash: (name, options) => writer.run('trash', { ...options, name, now: now() }),
    restore: (nameOrId, once) => writer.run('restore', { nameOrId, once, now: now() }),
    purge: async (which) => {
      let [purged, some] = [0, 0]
      do {
        some = await writer.run('purge', { which, now: now() })
        purged += some
      } while (some === purgedAtOnce)
      return purged
    },
    createShare: (share, author, once) =>
      writer.run('createShare', { share, author, once, now: now() }),
    revokeShare: (id) => writer.run('revokeShare', { id, now: now() }),
    noteShareView: (id) => writer.run('noteShareView', { id, now: now() }),
    createToken: (token, author) => writer.run('createToken', { token, author, now: now() }),
    rotateToken: (nameOrId, renewed, graceMs, author) =>
      writer.run('rotateToken', { nameOrId, renewed, graceMs, author, now: now() }),
    revokeToken: (nameOrId) => writer.run('revokeToken', { nameOrId, now: now() }),
    noteTokenUse: (id) => writer.run('noteTokenUse', { id, now: now() }),
    import: (prompt, origin, author, options) =>
      writer.run('import', { ...options, prompt, origin, author, now: now() }),
    restoreRecord: (record, options) =>
      writer.run('restoreRecord', { ...options, record, now: now() }),
    noteUses: (uses) => writer.run('noteUses', { uses, now: now() }),
    noteUsesByName: (uses) => writer.run('noteUsesByName', { uses, now: now() }),
  }
}

function logins(
  writer: StoreParts['writer'],
  readers: StoreParts['readers'],
  now: () => number,
): LoginStore {
  return {
    createAccount: (account, author) =>
      writer.run('createAccount', { account, author, now: now() }),
    accounts: () => readers.run('accounts', undefined),
    findAccount: (name) => readers.run('findAccount', { name }),
    setPassword: (name, password, butHash, author) =>
      writer.run('setPassword', { name, password, butHash, author, now: now() }),
    renewPasswordHash: (name, password, instead) =>
      writer.run('renewPasswordHash', { name, password, instead, now: now() }),
    removeAccount: (name, author) => writer.run('removeAccount', { name, author, now: now() }),
    canLogIn: () => readers.run('canLogIn', { now: now() }),
    createLoginSession: (session, subjects) =>
      writer.run('createLoginSession', { session, subjects, now: now() }),
    findLoginSession: (hash, usedSince) =>
      readers.run('findLoginSession', { hash, usedSince, now: now() }),
    loginSessions: (owner, usedSince) =>
      readers.run('loginSessions', { owner, usedSince, now: now() }),
    endLoginSessions: (which) => writer.run('endLoginSessions', { which, now: now() }),
    noteSessionUse: (id) => writer.run('noteSessionUse', { id, now: now() }),
    loginAttempts: (subjects) => readers.run('loginAttempts', { subjects }),
    noteLoginFailure: (failure) => writer.run('noteLoginFailure', { failure, now: now() }),
  }
}
