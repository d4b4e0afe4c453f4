import type { Prompt } from '@promptbin/prompts'
import { namesOfPlaces, textOfAll } from '@promptbin/prompts'

/** A prompt as PromptBin 0.5 gave it to MCP clients; scripts of that time read these fields. */
export interface FormerPrompt {
  readonly id: string
  readonly title: string
  readonly content: string
  readonly category: string
  readonly description: string
  readonly tags: readonly string[]
  readonly metadata: {
    readonly created_at: string
    readonly updated_at: string
    readonly word_count: number
    /** As it was estimated then. */
    readonly token_count: number
    readonly template_variables: readonly string[]
  }
}

/** How many tokens a word was taken for. */
const tokensPerWord = 1.3

/** The form of then; an id of then is found among the other names of an imported prompt. */
export function toFormerPrompt(prompt: Prompt): FormerPrompt {
  const { id, title, folder, description, tags, createdAt, updatedAt, version } = prompt
  const content = textOfAll(version.messages)
  const words = content.split(/\s+/).filter(Boolean).length
  return {
    id: prompt.aliases.find((alias) => /^\d{8}_\d{6}_[0-9a-f]{8}$/.test(alias)) ?? id,
    title,
    content,
    category: folder,
    description,
    tags,
    metadata: {
      created_at: createdAt,
      updated_at: updatedAt,
      word_count: words,
      token_count: Math.trunc(words * tokensPerWord),
      template_variables: [...new Set(namesOfPlaces(content))],
    },
  }
}
