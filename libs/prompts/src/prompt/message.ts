import { type Static, Type } from 'typebox'

/** Who speaks in a message. A role is data; text can never change it. */
export const Role = Type.Enum(['system', 'user', 'assistant'], {
  description: 'system, user or assistant',
})
export type Role = Static<typeof Role>

/** A picture, kept inside the prompt. SVG is left out: it can carry scripts. */
export const Image = Type.Object(
  {
    mimeType: Type.Enum(['image/png', 'image/jpeg', 'image/gif', 'image/webp'], {
      description: 'image/png, image/jpeg, image/gif or image/webp',
    }),
    /** The bytes in base64 (RFC 4648 section 4). */
    data: Type.String({
      description: 'base64',
      minLength: 4,
      maxLength: 900_000,
      pattern: '^[A-Za-z0-9+/]+={0,2}$',
    }),
  },
  { additionalProperties: false },
)
export type Image = Static<typeof Image>

/** Something that stands elsewhere: with `text` it is embedded, without it is a link. */
export const Resource = Type.Object(
  {
    uri: Type.String({
      description: 'an address with a scheme, such as "file:///notes.md"',
      minLength: 3,
      maxLength: 2_048,
      pattern: '^[A-Za-z][A-Za-z0-9+.-]*:[!-~]+$',
    }),
    mimeType: Type.Optional(Type.String({ maxLength: 100, pattern: '^[!-.0-~]+/[!-.0-~]+$' })),
    text: Type.Optional(Type.String({ maxLength: 524_288 })),
  },
  { additionalProperties: false },
)
export type Resource = Static<typeof Resource>

/** A piece of a message: exactly one of the three. Only in `text` are variables replaced. */
export const Part = Type.Object(
  {
    text: Type.Optional(Type.String({ maxLength: 524_288 })),
    image: Type.Optional(Image),
    resource: Type.Optional(Resource),
  },
  { additionalProperties: false },
)
export type Part = Static<typeof Part>

/** One message of a prompt: either `text` as it was written, or `parts`; `text` stands for one part of text. */
export const Message = Type.Object(
  {
    role: Role,
    text: Type.Optional(Type.String({ maxLength: 524_288 })),
    parts: Type.Optional(Type.Array(Part, { minItems: 1, maxItems: 50 })),
  },
  { additionalProperties: false },
)
export type Message = Static<typeof Message>

/** The messages of one version. */
export const Messages = Type.Array(Message, { minItems: 1, maxItems: 100 })

/** The parts of a message; a message of plain text has one. */
export function partsOf({ parts, text = '' }: Message): readonly Part[] {
  return parts ?? [{ text }]
}

/** All text of a message, its parts set apart by an empty line. */
export function textOf(message: Message): string {
  return partsOf(message)
    .flatMap(({ text }) => text ?? [])
    .join('\n\n')
}

/** All text of some messages, one after the other, for whoever takes only text. */
export function textOfAll(messages: readonly Message[]): string {
  return messages
    .flatMap(partsOf)
    .flatMap(({ text }) => text ?? [])
    .join('\n\n')
}

/**
 * How many bytes the text and the pictures of some messages are: the text in UTF-8, as `textOfAll`
 * gives it, the pictures without their base64.
 */
export function contentBytesOf(messages: readonly Message[]): number {
  const images = messages.flatMap(partsOf).flatMap(({ image }) => image ?? [])
  return images.reduce(
    (bytes, { data }) => bytes + Buffer.byteLength(data, 'base64'),
    Buffer.byteLength(textOfAll(messages)),
  )
}
