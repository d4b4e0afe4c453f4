import type { FormatName } from '../formats/formats.ts'

/**
 * How a changed value comes into force while PromptBin runs. `live`: at once, in the processes that
 * run. `reload`: processes are replaced one after the other, without losing a request. `fixed`: only
 * at the next start.
 */
export type ChangeKind = 'live' | 'reload' | 'fixed'

/** One setting as convict reads it; `doc` is what a person is told about it. */
export interface Leaf {
  readonly doc: string
  readonly format: FormatName
  /** In the notation of the configuration file, so that the documentation can quote it. */
  readonly default: string
  /** The value is masked wherever it would be shown. */
  readonly sensitive?: boolean
  readonly minimum?: string
  readonly maximum?: string
  readonly change: ChangeKind
  /** A value that somebody might write, where the default is none. */
  readonly example?: string
  /** What whoever gives it should know, as in "is kept for …". */
  readonly notice?: string
}

/** Settings that stand together under one name. */
export interface Section {
  readonly [name: string]: Leaf
}
