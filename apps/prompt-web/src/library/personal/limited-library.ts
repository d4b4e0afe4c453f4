import { promptNotFound } from '@promptbin/prompt-store'
import {
  includesOf,
  normalizeChange,
  normalizeDraft,
  type Page,
  type PromptChange,
  type PromptDraft,
  type PromptQuery,
  type PromptSummary,
} from '@promptbin/prompts'
import { mayUseFolder } from '@promptbin/security'
import { folderOutside, tokenLimited } from '../../errors.ts'
import type { Library } from '../library.ts'

/** So many pages of the library are looked through for one page of those that may be seen. */
const mostPages = 20

/** As many prompts as are looked at to count tags and labels. */
const mostCounted = 1_000

/**
 * A library in which nothing is but what is in some folders and below them: reading and writing
 * outside is answered as if nothing were there. What tells of the whole is refused (PB_TOKEN_LIMITED).
 */
export function limitedLibrary(library: Library, folders: readonly string[]): Library {
  const isInside = ({ folder }: { readonly folder: string }) => mayUseFolder({ folders }, folder)
  const guards = createGuards(library, isInside)
  const { inside, outsideRefused, includesInside } = guards
  const named =
    <Values extends [string, ...unknown[]], Answer>(
      method: (...values: Values) => Promise<Answer>,
    ) =>
    async (...values: Values): Promise<Answer> => {
      await inside(values[0])
      return method(...values)
    }
  return {
    ...library,
    ...refused,
    ...listing(library, folders, isInside),
    get: named(library.get),
    compose: named(library.compose),
    versions: named(library.versions),
    version: named(library.version),
    diff: named(library.diff),
    labelMoves: named(library.labelMoves),
    render: named(library.render),
    uses: named(async (name) => {
      const uses = await library.uses(name)
      const seen = await Promise.all(
        uses.map((use) =>
          inside(use.name).then(
            () => true,
            () => false,
          ),
        ),
      )
      return uses.filter((_use, index) => seen[index])
    }),
    setLabel: named(library.setLabel),
    removeLabel: named(library.removeLabel),
    rollBackLabel: named(library.rollBackLabel),
    revert: named(library.revert),
    trash: named(library.trash),
    preview: async (draft, options) => {
      await includesInside(normalizeDraft(draft).messages)
      return library.preview(draft, options)
    },
    create: async (draft, ...rest) => {
      const placed = await outsideRefused(draft, folders)
      return library.create(placed, ...rest)
    },
    change: named(async (name, change, ...rest) => {
      await outsideRefused(change)
      return library.change(name, change, ...rest)
    }),
    duplicate: named(library.duplicate),
    batch: async (names, change, ...rest) => {
      for (const name of names) await inside(name)
      if (change.folder !== undefined && !isInside({ folder: change.folder })) throw folderOutside()
      return library.batch(names, change, ...rest)
    },
    share: async (request, ...rest) => {
      await inside(request.prompt)
      return library.share(request, ...rest)
    },
    // Told by a gateway for all that it serves; of a limited token there is nothing to tell.
    noteUsesByName: async () => {},
  }
}

type IsInside = (place: { readonly folder: string }) => boolean

/** What is refused or answered as if it were not there. */
function createGuards(library: Library, isInside: IsInside) {
  async function inside(name: string): Promise<void> {
    const prompt = await library.get(name)
    if (!isInside(prompt)) throw promptNotFound(name)
  }

  /** What is included is read with what includes it: so nobody includes what they may not read. */
  async function includesInside(messages: Parameters<typeof includesOf>[0]): Promise<void> {
    for (const reference of includesOf(messages)) {
      const [name = ''] = reference.split('@', 1)
      const found = await library.get(name).catch(() => undefined)
      // What is not there at all the library itself answers.
      if (found !== undefined && !isInside(found)) throw promptNotFound(name)
    }
  }

  async function outsideRefused<Written extends PromptDraft | PromptChange>(
    written: Written,
    folders?: readonly string[],
  ): Promise<Written> {
    const isDraft = folders !== undefined
    // A prompt that is to stand nowhere stands in the first of the folders.
    const placed = isDraft && !written.folder ? { ...written, folder: folders[0] } : written
    const { folder, messages } = isDraft
      ? normalizeDraft(placed as PromptDraft)
      : normalizeChange(placed as PromptChange)
    if (folder !== undefined && !isInside({ folder })) throw folderOutside()
    if (messages !== undefined) await includesInside(messages)
    return placed as Written
  }
  return { inside, includesInside, outsideRefused }
}

/** The lists of the library, with what is inside alone. */
function listing(library: Library, folders: readonly string[], isInside: IsInside) {
  async function list(query: PromptQuery): Promise<Page<PromptSummary>> {
    const [only, another] = folders
    const within = query.folder
    // One folder is a question that the library answers itself.
    if (
      another === undefined &&
      only !== undefined &&
      (within === undefined || isInside({ folder: within }))
    ) {
      return library.list({ ...query, folder: within ?? only })
    }
    const limit = query.limit ?? 50
    const items: PromptSummary[] = []
    let cursor = query.cursor
    for (let pages = 0; pages < mostPages && items.length < limit; pages += 1) {
      const page = await library.list({
        ...query,
        limit: limit - items.length,
        ...(cursor && { cursor }),
      })
      items.push(...page.items.filter(isInside))
      if (page.nextCursor === null) {
        return { items, nextCursor: null, total: { value: items.length, exact: !query.cursor } }
      }
      cursor = page.nextCursor
    }
    return { items, nextCursor: cursor ?? null, total: { value: items.length, exact: false } }
  }

  async function count(groupsOf: (prompt: PromptSummary) => readonly string[]) {
    const counts = new Map<string, number>()
    let cursor: string | null | undefined
    for (let seen = 0; seen < mostCounted && cursor !== null; ) {
      const page: Page<PromptSummary> = await list({ limit: 100, ...(cursor && { cursor }) })
      for (const name of page.items.flatMap(groupsOf)) counts.set(name, (counts.get(name) ?? 0) + 1)
      seen += Math.max(1, page.items.length)
      cursor = page.nextCursor
    }
    return [...counts]
      .map(([name, prompts]) => ({ name, prompts }))
      .sort((one, other) => other.prompts - one.prompts || one.name.localeCompare(other.name))
  }

  return {
    list,
    folders: async () => (await library.folders()).filter(({ name }) => isInside({ folder: name })),
    tags: () => count(({ tags }) => tags),
    labels: () => count(({ labels }) => labels.map(({ name }) => name)),
  } satisfies Partial<Library>
}

const refuse = (): never => {
  throw tokenLimited()
}
const refuseLater = async (): Promise<never> => refuse()

/** What tells of the whole library, or changes more than one can see. */
const refused = {
  stats: refuseLater,
  trashed: refuseLater,
  restore: refuseLater,
  purge: refuseLater,
  shares: refuseLater,
  revokeShare: refuseLater,
  export: refuseLater,
  import: refuse,
  events: refuse,
} satisfies Partial<Library>
