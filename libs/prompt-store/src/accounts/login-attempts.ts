import type { AttemptPolicy, Attempts } from '@promptbin/security'

/** What failed attempts are counted for, and how they are answered. */
export interface AttemptSubject {
  readonly subject: string
  readonly policy: AttemptPolicy
}

/** Somebody who could not log in. */
export interface LoginFailure {
  readonly subjects: readonly AttemptSubject[]
  /** The name that was tried; not to be believed. */
  readonly name: string
  readonly address: string
}

/** By subject; those without a failure are missing. */
export type AttemptsBySubject = Readonly<Record<string, Attempts>>
