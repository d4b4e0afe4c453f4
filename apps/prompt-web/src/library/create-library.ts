import type { PromptStore, Within } from '@promptbin/prompt-store'
import { normalizeChange, normalizeDraft, type Page } from '@promptbin/prompts'
import { createAuditOperations } from '../audit/audit-operations.ts'
import type { ShareAddress } from '../sharing/share-address.ts'
import { createShareOperations } from '../sharing/share-operations.ts'
import { createTokenOperations } from '../tokens/token-operations.ts'
import { ChangeFeed, type WatchWrites } from './change-feed.ts'
import type { Library } from './library.ts'
import { diff } from './rendering/diff.ts'
import { preview } from './rendering/preview.ts'
import { render } from './rendering/render.ts'
import { UseLog } from './rendering/use-log.ts'
import { exportPrompts } from './transfer/export.ts'
import { importPrompts } from './transfer/import.ts'

/** How many items a page of a list holds if nothing else is asked for. */
const defaultLimit = 50

/** As many versions, moves of labels and uses as the store lists. */
const listed = 1_000

/** What a library is made over. */
export interface LibraryOptions {
  readonly store: PromptStore
  /** Milliseconds since 1970; the system's clock unless told. */
  readonly now?: () => number
  /** Told when uses of prompts could not be noted, which is no reason to fail for anybody. */
  readonly onUsesLost?: (error: unknown) => void
  /** Tells when another process may have changed the library; without it that is seen after a second. */
  readonly watchWrites?: WatchWrites
  /** Opens the door for links that are given out; without one nothing can be shared. */
  readonly openShares?: () => Promise<ShareAddress>
  /** What the processes of an instance have in common, for links that are asked for twice. */
  readonly shareSecret?: string | undefined
  /** Where the end of the audit trail is noted outside of the library. */
  readonly auditHeadFile?: string | undefined
}

/** A short list as one page. */
function pageOf<Item>(items: readonly Item[]): Page<Item> {
  return {
    items,
    nextCursor: null,
    total: { value: items.length, exact: items.length < listed },
  }
}

/** What reads prompts with all that they include, perhaps `within` some folders alone. */
function readings(
  { store, uses }: Pick<LibraryOptions, 'store'> & { uses: UseLog },
  within?: Within,
) {
  const compose: Library['compose'] = (name, selector = {}) => store.compose(name, selector, within)
  return {
    list: (query) =>
      store.list({ ...query, limit: query.limit ?? defaultLimit, ...(within && { within }) }),
    get: async (name, selector) => (await compose(name, selector)).prompt,
    compose,
    version: async (name, n) => (await compose(name, { version: n })).prompt.version,
    diff: (name, versions) => diff(compose, name, versions),
    preview: (draft, options) => preview(compose, draft, options),
    render: (name, request) => render({ compose, uses }, name, request),
  } satisfies Partial<Library>
}

/** What only reads. */
function questions(store: PromptStore) {
  return {
    versions: async (name) => pageOf(await store.versions(name)),
    labelMoves: async (name, label) => pageOf(await store.labelMoves(name, label)),
    uses: (name) => store.uses(name),
    folders: () => store.folders(),
    tags: () => store.tags(),
    labels: () => store.labels(),
    trashed: (query) => store.trashed({ ...query, limit: query.limit ?? defaultLimit }),
    export: (request) => exportPrompts(store, request),
    stats: () => store.stats(),
  } satisfies Partial<Library>
}

/** What changes the library; `done` is called after each, whatever came of it. */
function changes(store: PromptStore, done: () => void) {
  const told = async <Result>(change: Promise<Result>): Promise<Result> => {
    try {
      return await change
    } finally {
      done()
    }
  }
  return {
    create: async (draft, author, once) => told(store.create(normalizeDraft(draft), author, once)),
    change: async (name, change, author, expected, once) =>
      told(store.change(name, normalizeChange(change), author, expected, once)),
    revert: (name, n, message, author, expected, once) =>
      told(store.revert(name, n, message, author, expected, once)),
    duplicate: (name, copy, author, once) => told(store.duplicate(name, copy, author, once)),
    batch: (names, change, author, once) => told(store.batch(names, change, author, once)),
    setLabel: (name, label, to, author, expected) =>
      told(store.setLabel(name, label, to, author, expected)),
    removeLabel: (name, label, reason, author, expected) =>
      told(store.removeLabel(name, label, reason, author, expected)),
    rollBackLabel: (name, label, reason, author, once) =>
      told(store.rollBackLabel(name, label, reason, author, once)),
    trash: (name, options) => told(store.trash(name, options)),
    restore: (nameOrId, once) => told(store.restore(nameOrId, once)),
    purge: async (id) => void (await told(store.purge({ id }))),
  } satisfies Partial<Library>
}

/** Makes the library's operations over a store. */
export function createLibrary(options: LibraryOptions): Library {
  const { store, now = Date.now, onUsesLost = () => {} } = options
  const feed = new ChangeFeed({ store, watchWrites: options.watchWrites })
  const uses = new UseLog({ store, now, onLost: onUsesLost })
  const done = () => feed.wake()
  return {
    ...readings({ store, uses }),
    ...questions(store),
    within: (folders) => readings({ store, uses }, folders),
    ...changes(store, done),
    ...createShareOperations({
      store,
      open: options.openShares,
      secret: options.shareSecret,
      now,
      done,
    }),
    ...createTokenOperations({ store, now, done, onUsesLost }),
    ...createAuditOperations(store, options.auditHeadFile),
    noteUsesByName: (uses) => store.noteUsesByName(uses),
    import: (input, author) => importPrompts({ store, onChange: done }, input, author),
    events: (after, signal) => feed.follow(after, signal),
    close: async () => {
      feed.close()
      await uses.close()
    },
  }
}
