import type { FieldError } from '@promptbin/errors'
import type { Origin } from '../origins/origin.ts'
import type { Setting } from '../settings.ts'
import type { Position } from './file/entry.ts'

/** Where something stands in a file. */
export interface FilePlace extends Position {
  /** As messages call it. */
  readonly file: string
}

/** A place as messages have it: `promptbin-config.yaml line 2, column 9`. */
export function inWords({ file, line, column }: FilePlace): string {
  return `${file} line ${line}, column ${column}`
}

/** A value that a source gives to a setting. */
export interface Given {
  readonly setting: Setting
  /** By which name it is given there: `flask.port`, `PROMPTBIN_WEB_PORT`. */
  readonly name: string
  readonly written: unknown
  /** Where it stands, for a person: `environment PROMPTBIN_WEB_PORT`. */
  readonly origin: string
  /** The same as it is told to people who look at the configuration in force. */
  readonly place: Origin
  /** Where the value begins, if that is in a file. */
  readonly at?: FilePlace
  /** The folder at which a relative path in it starts. */
  readonly folder: string
}

/** What is wrong with a source, or with a value of one. */
export interface SourceFault extends FieldError {
  /** Where, if that is in a file. */
  readonly at?: FilePlace
}

/** What is right, but not what it seems to be, or not what it will be; `pointer` is what it is about. */
export type Notice = SourceFault

/** What one source had to say; faults are collected, so that a person sees all of them at once. */
export interface Reading {
  readonly given: readonly Given[]
  readonly faults: readonly SourceFault[]
  readonly notices: readonly Notice[]
}
