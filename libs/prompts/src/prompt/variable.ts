import { type Static, Type } from 'typebox'

/** What a value is: one line, many lines, a number, yes or no, one of `options`, or several lines. */
export const VariableType = Type.Enum(['string', 'text', 'number', 'boolean', 'enum', 'list'], {
  description: 'string, text, number, boolean, enum or list',
})
export type VariableType = Static<typeof VariableType>

/** A declared variable: only declared names are replaced when a prompt is rendered. */
export const Variable = Type.Object(
  {
    name: Type.String({
      description: 'letters, digits and "_", not beginning with a digit',
      pattern: '^[A-Za-z_][A-Za-z0-9_]*$',
      minLength: 1,
      maxLength: 64,
    }),
    description: Type.Optional(Type.String({ maxLength: 1_000 })),
    /** `string` if it is left out. */
    type: Type.Optional(VariableType),
    required: Type.Optional(Type.Boolean()),
    /** As text, whatever the type, as it would be given. */
    default: Type.Optional(Type.String({ maxLength: 65_536 })),
    /** Shows a person what is meant; never used as a value. */
    example: Type.Optional(Type.String({ maxLength: 1_000 })),
    /** What an `enum` may be; only there, and needed there. */
    options: Type.Optional(
      Type.Array(Type.String({ minLength: 1, maxLength: 200 }), {
        minItems: 1,
        maxItems: 100,
        uniqueItems: true,
      }),
    ),
  },
  { additionalProperties: false },
)
export type Variable = Static<typeof Variable>

/** The variables that one version declares. */
export const Variables = Type.Array(Variable, { maxItems: 200 })
