import type { FormatName } from '../formats/formats.ts'

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
}

/** Settings that stand together under one name. */
export interface Section {
  readonly [name: string]: Leaf
}
