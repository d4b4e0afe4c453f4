import { PromptBinError } from '@promptbin/errors'
import { promptInUse, promptNotFound } from '@promptbin/prompt-store'
import {
  includesOf,
  normalizeChange,
  normalizeDraft,
  type Page,
  type PromptChange,
  type PromptDraft,
  type PromptSummary,
} from '@promptbin/prompts'
import { mayUseFolder } from '@promptbin/security'
import { folderOutside, tokenLimited } from '../../errors.ts'
import type { Library, Reading } from '../library.ts'

/** As many prompts are looked at to count tags and labels. */
const mostCounted = 1_000

/** What users that nobody may see are called together. */
const unseenUsers = 'prompts outside of the folders of the token'

/**
 * A library in which nothing is but what is in some folders and below them: reading and writing
 * outside is answered as if nothing were there, and what is included from there stays as it is
 * written. What tells of the whole is refused (PB_TOKEN_LIMITED).
 */
export function limitedLibrary(library: Library, folders: readonly string[]): Library {
  const isInside = ({ folder }: { readonly folder: string }) => mayUseFolder({ folders }, folder)
  const reading = library.within(folders)
  const { inside, includesInside, outsideRefused } = createGuards(library, reading, isInside)
  const uses: Library['uses'] = async (name) => {
    await inside(name)
    return seen(await library.uses(name), inside)
  }
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
    ...reading,
    ...counting(library, reading, isInside),
    uses,
    versions: named(library.versions),
    labelMoves: named(library.labelMoves),
    setLabel: named(library.setLabel),
    removeLabel: named(library.removeLabel),
    rollBackLabel: named(library.rollBackLabel),
    revert: named(library.revert),
    duplicate: named(library.duplicate),
    trash: named(async (name, options) => {
      try {
        return await library.trash(name, options)
      } catch (error) {
        throw isInUse(error) ? await inUse(name, uses) : error
      }
    }),
    preview: async (draft, options) => {
      await includesInside(normalizeDraft(draft).messages)
      return reading.preview(draft, options)
    },
    create: async (draft, ...rest) => {
      const placed = await outsideRefused(draft, folders)
      return library.create(placed, ...rest)
    },
    change: named(async (name, change, ...rest) => {
      await outsideRefused(change)
      return library.change(name, change, ...rest)
    }),
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
type ReadingLibrary = Pick<Library, Reading>

/** What is refused or answered as if it were not there. */
function createGuards(library: Library, reading: ReadingLibrary, isInside: IsInside) {
  async function inside(name: string): Promise<void> {
    await reading.get(name)
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

/** Those of some prompts that are inside. */
async function seen<Named extends { readonly name: string }>(
  prompts: readonly Named[],
  inside: (name: string) => Promise<void>,
): Promise<readonly Named[]> {
  const found = await Promise.allSettled(prompts.map(({ name }) => inside(name)))
  return prompts.filter((_prompt, index) => found[index]?.status === 'fulfilled')
}

const isInUse = (error: unknown) =>
  error instanceof PromptBinError && error.code === promptInUse.definition.code

/** The same refusal with the names alone that may be seen. */
async function inUse(name: string, uses: Library['uses']): Promise<PromptBinError> {
  const names = new Set((await uses(name)).map((use) => use.name))
  return promptInUse(name, names.size === 0 ? unseenUsers : [...names].join(', '))
}

/** What prompts are grouped by, with what is inside alone. */
function counting(library: Library, { list }: ReadingLibrary, isInside: IsInside) {
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
  openings: refuseLater,
  revokeShare: refuseLater,
  export: refuseLater,
  import: refuse,
  events: refuse,
} satisfies Partial<Library>
