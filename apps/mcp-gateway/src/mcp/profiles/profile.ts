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
