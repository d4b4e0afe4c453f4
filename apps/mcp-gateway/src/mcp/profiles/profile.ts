import type { PromptSummary } from '@promptbin/prompts'

/**
 * Which part of the library a connection serves, and whether it may be changed through it. What is
 * outside is as unknown there as what does not exist.
 */
export interface Profile {
  /** As in `/mcp/<name>`; `null` at `/mcp` itself. */
  readonly name: string | null
  /** Only prompts of this folder and those below it. */
  readonly folder?: string
  readonly tag?: string
  readonly favourite?: true
  readonly readOnly: boolean
}

/** What is served at `/mcp`: everything, to be read and changed. */
export const wholeLibrary: Profile = { name: null, readOnly: false }

/** Whether a profile serves every prompt that there is. */
export const servesEverything = ({ folder, tag, favourite }: Profile) =>
  folder === undefined && tag === undefined && favourite === undefined

/** Whether a folder is `folder` or below it. */
export const isInFolder = (inner: string, folder: string) =>
  inner === folder || inner.startsWith(`${folder}/`)

/** Whether a prompt is served by a profile. */
export function isServed(
  { folder, tag, favourite }: Profile,
  prompt: Pick<PromptSummary, 'folder' | 'tags' | 'favourite'>,
): boolean {
  if (folder !== undefined && !isInFolder(prompt.folder, folder)) return false
  if (tag !== undefined && !prompt.tags.includes(tag)) return false
  return favourite === undefined || prompt.favourite
}
