import type { JsonSchema } from './json-schema.ts'

/** What a setting may say about its own value beside the format. */
export interface Limits {
  /** The least value, in the format's own notation. */
  readonly minimum?: string
  /** The greatest value, in the format's own notation. */
  readonly maximum?: string
}

/** How one kind of value is read from what a person wrote, checked, and written down again. */
export interface Format<Value> {
  /**
   * Turns what was written into the value; a relative path starts at `folder`. What it does not
   * understand comes back as it was, for `expected` to refuse.
   */
  readonly coerce: (written: unknown, folder: string) => unknown
  /** What would be right, as in "must be …"; undefined when the value is. */
  readonly expected: (value: unknown, limits: Limits) => string | undefined
  /** The text that `coerce` reads as the same value; only '' may be written as nothing. */
  readonly toText: (value: Value) => string
  /** What an editor may take: everything that `coerce` and `expected` do, and as little else as can be. */
  readonly schema: (limits: Limits) => JsonSchema
  /** What a person should know who has written this, as in "is understood as …"; usually nothing. */
  readonly notice?: (written: unknown) => string | undefined
  /** What people may see of the value, where it holds secrets beside what is none. */
  readonly toShown?: (value: Value) => unknown
}
