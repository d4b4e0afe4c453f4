/** A schema that lets every answer through, for methods and results that a client has no words for. */
export const anything = {
  '~standard': { version: 1, vendor: 'test', validate: (value: unknown) => ({ value }) },
} as const
