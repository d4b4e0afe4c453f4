import type { FieldError } from '@promptbin/errors'
import type { Origin } from '../origins/origin.ts'
import type { Setting } from '../settings.ts'

/** A value that a source gives to a setting. */
export interface Given {
  readonly setting: Setting
  readonly written: unknown
  /** Where it stands, for a person: `environment PROMPTBIN_WEB_PORT`. */
  readonly origin: string
  /** The same as it is told to people who look at the configuration in force. */
  readonly place: Origin
  /** The folder at which a relative path in it starts. */
  readonly folder: string
}

/** What one source had to say; faults are collected, so that a person sees all of them at once. */
export interface Reading {
  readonly given: readonly Given[]
  readonly faults: readonly FieldError[]
}
