import type { Prompt } from '../prompt/prompt.ts'
import type { Version } from '../prompt/version.ts'

/** A prompt that another one includes, `{{> name}}`, with all that it includes itself. */
export interface Included {
  /** As it stands in the text between `>` and the closing braces: `name`, `name@3`, `name@label`. */
  readonly reference: string
  /** The name that the prompt has today. */
  readonly name: string
  /** The version that the reference means; nothing if the prompt is in the trash or gone. */
  readonly version: Version | null
  /** The version is without its messages: all that is included is longer than can be filled in. */
  readonly isTooLong?: boolean
  readonly included: readonly Included[]
}

/** How many characters of included texts a composition holds; more can never be filled in. */
export const maxIncludedLength = 4 * 1024 * 1024

/** A prompt in one version, with all that it takes to render it, from one state of the library. */
export interface Composition {
  readonly prompt: Prompt
  /** The label that chose the version; `null` if a number did. */
  readonly label: string | null
  readonly included: readonly Included[]
}
