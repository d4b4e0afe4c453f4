import type { Message, Variable } from './prompt.ts'

/** A validated prompt to be created, every field decided. */
export interface NewPrompt {
  /** Without a name one is derived from the title and made unique. */
  readonly name?: string
  readonly title: string
  readonly description: string
  readonly folder: string
  readonly tags: readonly string[]
  readonly messages: readonly Message[]
  readonly variables: readonly Variable[]
  readonly message: string
}

/** A validated change; a field left out stays as it is. */
export type PromptEdit = Partial<Omit<NewPrompt, 'name'>>
