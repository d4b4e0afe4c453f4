import type { PromptClient } from '@promptbin/prompt-client'
import type { PromptChange, PromptDraft, PromptQuery } from '@promptbin/prompts'
import { promptOutside, promptUnknown } from '../../errors.ts'
import { isInFolder, isServed, type Profile, servesEverything } from './profile.ts'

/** What the handlers ask of the library. */
export type Library = Pick<
  PromptClient,
  'list' | 'get' | 'render' | 'create' | 'update' | 'probe' | 'noteUse'
>

/** A page without a prompt, in answer to a question for what a profile cannot have. */
const nothing = {
  value: { items: [], nextCursor: null, total: { value: 0, exact: true } },
} as const

/** What is asked for within a profile; `undefined` if the two have nothing in common. */
function narrowed(query: PromptQuery, profile: Profile): PromptQuery | undefined {
  const { folder = profile.folder, tag, q } = query
  const isBelow = profile.folder === undefined || folder === undefined
  if (!isBelow && !isInFolder(folder, profile.folder) && !isInFolder(profile.folder, folder)) {
    return undefined
  }
  const within = isBelow || isInFolder(folder, profile.folder) ? folder : profile.folder
  // A list takes one tag as a field; a second one goes into the words.
  const alsoTag = profile.tag !== undefined && tag !== undefined && tag !== profile.tag
  const words = alsoTag ? `${q ?? ''} tag:"${tag.replaceAll('"', ' ')}"`.trim() : q
  const onlyTag = profile.tag ?? tag
  return {
    ...query,
    ...(words !== undefined && { q: words }),
    ...(within !== undefined && { folder: within }),
    ...(onlyTag !== undefined && { tag: onlyTag }),
    ...(profile.favourite && { favourite: true }),
  }
}

/** What is written within a profile stays within it. */
function kept<Written extends PromptDraft | PromptChange>(
  written: Written,
  { folder, tag, favourite }: Profile,
): Written {
  if (folder !== undefined && written.folder !== undefined && !isInFolder(written.folder, folder)) {
    throw promptOutside(folder)
  }
  const tags = written.tags
  return {
    ...written,
    ...(tag !== undefined && tags && !tags.includes(tag) && { tags: [...tags, tag] }),
    ...(favourite && written.favourite === false && { favourite }),
  }
}

/** A new prompt of a profile is one that it serves. */
function placed(draft: PromptDraft, { folder, tag, favourite }: Profile): PromptDraft {
  return {
    ...(folder !== undefined && { folder }),
    ...(tag !== undefined && { tags: [tag] }),
    ...draft,
    ...(favourite && { favourite }),
  }
}

/**
 * The library as a profile shows it. What a prompt includes comes with it, wherever it stands: it
 * is part of its text.
 */
export function createProfiledLibrary(library: PromptClient, profile: Profile): Library {
  if (servesEverything(profile)) return library
  const get: Library['get'] = async (name, selector, call) => {
    const found = await library.get(name, selector, call)
    if (!isServed(profile, found.value)) throw promptUnknown(name.slice(0, 100))
    return found
  }
  return {
    get,
    list: async (query, call) => {
      const within = narrowed(query, profile)
      return within === undefined ? nothing : library.list(within, call)
    },
    render: async (name, request, call) => {
      await get(name, {}, call)
      return library.render(name, request, call)
    },
    create: (draft, call) => library.create(placed(kept(draft, profile), profile), call),
    update: async (name, change, call) => {
      await get(name, {}, call)
      return library.update(name, kept(change, profile), call)
    },
    probe: (call) => library.probe(call),
    noteUse: (name) => library.noteUse(name),
  }
}
