import type { PromptBinError } from '@promptbin/errors'
import type { ImportedPrompt, ImportPlace, PromptRecord } from '@promptbin/prompts'

/** Where an imported prompt comes from: `key` names it for ever within its `source`. */
export interface ImportOrigin {
  readonly source: string
  readonly key: string
}

/** A prompt that was read, and what a person should know of how. */
export interface ReadPrompt {
  readonly prompt: ImportedPrompt
  readonly origin: ImportOrigin
  readonly notes: readonly string[]
}

/**
 * One thing that an import came upon, with its place: a prompt, the record of one as PromptBin
 * exported it, a fault that cost one item and no other, or something that was passed over.
 */
export type ImportItem = ImportPlace &
  (
    | ReadPrompt
    | { readonly record: PromptRecord }
    | { readonly error: PromptBinError }
    | { readonly note: string }
  )
