/** A message as it stands in the form. */
export interface MessageValues {
  readonly role: string
  readonly text: string
}

/** A variable as it stands in the form; a row in which nothing is written is not there. */
export interface VariableValues {
  readonly name: string
  readonly default: string
  readonly required: boolean
  readonly description: string
}

/** Everything that a person may write into the form of a prompt, exactly as it was typed. */
export interface FormValues {
  readonly title: string
  readonly name: string
  readonly description: string
  readonly folder: string
  /** With commas between them. */
  readonly tags: string
  readonly messages: readonly MessageValues[]
  readonly variables: readonly VariableValues[]
  /** What changed, for the history. */
  readonly message: string
}

/**
 * What is wrong with which field. A field is named as in the form: `title`, `messages.0.text`,
 * `variables.2.name`.
 */
export type FieldFaults = ReadonlyMap<string, string>

/** How a form is shown beside its values. */
export interface FormState {
  readonly values: FormValues
  readonly faults: FieldFaults
  /** What the library holds by now, where that is not what the person began with. */
  readonly theirs?: FormValues | undefined
}
