import type { EventType, PromptSummary, Version } from '@promptbin/prompts'

/**
 * What importing one prompt did. `skipped` means that it came the same as the last time, or that
 * it was edited or thrown away here since then: an import never overwrites what somebody did here.
 */
export interface ImportOutcome {
  readonly outcome: 'created' | 'updated' | 'skipped'
  readonly name: string
  /** What a person should know although it worked, such as an include that stays literal. */
  readonly notes: readonly string[]
}

/** A version as the history lists it: everything but its text. */
export type VersionSummary = Omit<Version, 'messages' | 'variables' | 'modelConfig'>

/** How large the library is, without its trash, and the number of its last change. */
export interface StoreStats {
  readonly prompts: number
  readonly versions: number
  readonly trashed: number
  readonly generation: number
}

/** A folder or a tag, and how many prompts are in it; a folder counts those of the folders below. */
export interface Group {
  readonly name: string
  readonly prompts: number
}

/** A prompt in the trash. Times are RFC 3339, in UTC. */
export interface TrashedPrompt
  extends Pick<PromptSummary, 'id' | 'name' | 'title' | 'folder' | 'tags' | 'latest'> {
  readonly trashedAt: string
  /** When it is deleted for good: 30 days later. */
  readonly expiresAt: string
}

/** A prompt whose newest or labelled version includes another one. */
export interface Use {
  readonly name: string
  readonly title: string
  /** As it stands in the text: `name`, `name@3`, `name@label`. */
  readonly reference: string
}

/** What changed, for whoever follows the library; ids are generations. */
export interface LibraryEvent {
  readonly generation: number
  readonly type: EventType
  /** The prompt's id and its name at that time; where a token changed, those of the token. */
  readonly id: string
  readonly name: string
  /** The label that was moved; null where none was. */
  readonly label: string | null
  /**
   * The newest version of what was written, or the one that the label stands for now; null where it is
   * about none, or a label was taken off.
   */
  readonly version: number | null
  /** Where the prompt stands with this change; null where a token changed, or it was not noted. */
  readonly folder: string | null
  /** Where it stood before, if that was another folder. */
  readonly formerFolder: string | null
  /** RFC 3339, in UTC. */
  readonly at: string
}
