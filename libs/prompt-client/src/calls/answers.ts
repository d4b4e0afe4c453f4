import { Prompt, PromptSummary, Rendering } from '@promptbin/prompts'
import { type TSchema, Type } from 'typebox'
import { Compile } from 'typebox/compile'
import { libraryAnswerInvalid } from '../errors.ts'

/**
 * Turns what prompt-web sent into a typed value, or throws `PB_LIBRARY_ANSWER_INVALID`.
 * `request` names the call in the error.
 */
export type AnswerReader<Answer> = (body: unknown, request: string) => Answer

function answerReader<Schema extends TSchema>(schema: Schema) {
  const validator = Compile(schema)
  return (body: unknown, request: string) => {
    if (validator.Check(body)) return body
    const fault = validator.Errors(body)[0]
    throw libraryAnswerInvalid(request, `${fault?.instancePath || '/'} ${fault?.message}`)
  }
}

/** Reads `GET /api/v1/prompts`. */
export const readPage = answerReader(
  Type.Object({
    items: Type.Array(PromptSummary),
    nextCursor: Type.Union([Type.String(), Type.Null()]),
    total: Type.Object({ value: Type.Integer(), exact: Type.Boolean() }),
  }),
)

/** Reads `GET /api/v1/prompts/:name`, and what a write of a prompt answers. */
export const readPrompt = answerReader(Prompt)

/** Reads `GET /api/v1/stats`. */
export const readStats = answerReader(
  Type.Object({
    prompts: Type.Integer(),
    versions: Type.Integer(),
    trashed: Type.Integer(),
    generation: Type.Integer(),
  }),
)

/** Reads `POST /api/v1/prompts/:name/render`. */
export const readRendering = answerReader(Rendering)
