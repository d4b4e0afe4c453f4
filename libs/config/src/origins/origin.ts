/** Where the value of a setting comes from. */
export interface Origin {
  readonly kind: OriginKind
  /**
   * What a person looks for: the name of the file with the line, of the variable or of the option;
   * of a value that follows from others what it follows. Never a path.
   */
  readonly source?: string
}

/** `env-file` is a `.env`; a file that a variable names counts as that variable. */
export const originKinds = [
  'default',
  'file',
  'env-file',
  'environment',
  'argument',
  'derived',
] as const

export type OriginKind = (typeof originKinds)[number]

/** By the key of the setting; what is not there is the default. */
export type Origins = Readonly<Record<string, Origin>>
