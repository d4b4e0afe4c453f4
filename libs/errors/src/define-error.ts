import { format } from 'node:util'
import {
  type ErrorClass,
  type ErrorSeverity,
  type FieldError,
  PromptBinError,
  type RetryHint,
} from './promptbin-error.ts'

/** Everything about a kind of failure that never changes from one occurrence to the next. */
export interface ErrorDefinition {
  /** `PB_<AREA>_<WHAT>`; scripts rely on it, so it is never renamed. */
  readonly code: string
  readonly status: number
  readonly class: ErrorClass
  readonly severity: ErrorSeverity
  /** A `util.format` template for what went wrong. */
  readonly message: string
  /** What the reader should do now; a `util.format` template over the same values. */
  readonly hint: string
  /**
   * Whether and when the same request can be sent again. Unless told: `never` after a fault of the
   * user and a defect, `after-a-while` what is transient, `after-repair` what is permanent.
   */
  readonly retry?: RetryHint
  /**
   * What whoever runs PromptBin does about it, which the log tells and docs/errors.md lists. Needed
   * for all that is not a fault of whoever asks; a `util.format` template over the same values.
   */
  readonly operatorHint?: string
}

/** What one occurrence may add to its definition. */
export interface Occurrence {
  readonly fields?: readonly FieldError[]
  readonly cause?: unknown
}

/** Makes the error of one definition; `with` attaches fields or a cause. */
export interface ErrorFactory {
  (...values: readonly (string | number)[]): PromptBinError
  with(occurrence: Occurrence, ...values: readonly (string | number)[]): PromptBinError
  readonly definition: ErrorDefinition
}

/** Fills only as many values as the template has places, so that none is appended to the text. */
function fill(template: string, values: readonly (string | number)[]): string {
  const places = template.match(/%[sd]/g)?.length ?? 0
  return format(template, ...values.slice(0, places))
}

/** Registers a kind of failure; every package lists its own in one `errors.ts`. */
export function defineError(definition: ErrorDefinition): ErrorFactory {
  const make = (occurrence: Occurrence, values: readonly (string | number)[]) =>
    new PromptBinError({
      ...definition,
      message: fill(definition.message, values),
      hint: fill(definition.hint, values),
      ...(definition.operatorHint !== undefined && {
        operatorHint: fill(definition.operatorHint, values),
      }),
      ...occurrence,
    })
  return Object.assign((...values: readonly (string | number)[]) => make({}, values), {
    with: (occurrence: Occurrence, ...values: readonly (string | number)[]) =>
      make(occurrence, values),
    definition,
  })
}
