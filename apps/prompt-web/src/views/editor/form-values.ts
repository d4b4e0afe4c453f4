/** What a part of a message can be. */
export const partKinds = ['text', 'image', 'resource'] as const
export type PartKind = (typeof partKinds)[number]

/** A part as it stands in the form; only the fields of its kind mean anything. */
export interface PartValues {
  readonly kind: PartKind
  /** The words of a text, or what is embedded of a resource. */
  readonly text: string
  readonly mimeType: string
  /** A picture's bytes in base64. */
  readonly data: string
  readonly uri: string
}

/** A message as it stands in the form. */
export interface MessageValues {
  readonly role: string
  readonly parts: readonly PartValues[]
}

/** A variable as it stands in the form; a row in which nothing is written is not there. */
export interface VariableValues {
  readonly name: string
  readonly type: string
  readonly required: boolean
  readonly default: string
  readonly description: string
  readonly example: string
  /** What an enum may be, one a line. */
  readonly options: string
}

/** What a prompt has beside its versions. */
export interface AboutValues {
  readonly title: string
  readonly name: string
  readonly description: string
  readonly folder: string
  /** With commas between them. */
  readonly tags: string
  readonly favourite: boolean
}

/** What a version of a prompt has. */
export interface ContentValues {
  readonly messages: readonly MessageValues[]
  readonly variables: readonly VariableValues[]
  /** Model settings as JSON, exactly as they were typed. */
  readonly modelConfig: string
}

/** Everything that a person may write into the form of a prompt, exactly as it was typed. */
export interface FormValues extends AboutValues, ContentValues {
  /** What changed, for the history. */
  readonly message: string
}

/** The names of the fields of `AboutValues`, in the order in which a page has them. */
export const aboutNames = ['title', 'name', 'description', 'folder', 'tags', 'favourite'] as const

/** A part in which nothing is written yet. */
export const blankPart = (kind: PartKind): PartValues => ({
  kind,
  text: '',
  mimeType: '',
  data: '',
  uri: '',
})

/** A message in which nothing is written yet. */
export const blankMessage: MessageValues = { role: 'user', parts: [blankPart('text')] }

/** A row for a variable in which nothing is written yet. */
export const blankVariable: VariableValues = {
  name: '',
  type: 'string',
  required: false,
  default: '',
  description: '',
  example: '',
  options: '',
}

/** The form of a prompt that has nothing in it yet. */
export const blankForm: FormValues = {
  title: '',
  name: '',
  description: '',
  folder: '',
  tags: '',
  favourite: false,
  messages: [blankMessage],
  variables: [],
  modelConfig: '',
  message: '',
}

/**
 * What is wrong with which field. A field is named as in the form: `title`,
 * `messages.0.parts.0.text`, `variables.2.name`.
 */
export type FieldFaults = ReadonlyMap<string, string>

/** The state of a prompt that a person began to edit. */
export interface Begun {
  readonly generation: number
  /** The version whose text the form showed. */
  readonly version: number
  readonly about: AboutValues
}

/** How a form is shown beside its values. */
export interface FormState {
  readonly values: FormValues
  readonly faults: FieldFaults
}
