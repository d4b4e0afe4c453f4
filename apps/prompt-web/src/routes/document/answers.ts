import { PROBLEM_CONTENT_TYPE } from '@promptbin/service'
import { type TSchema, Type } from 'typebox'
import { component } from './components.ts'

/** An answer as the document describes it; Fastify takes it as a response schema. */
interface Answer {
  readonly description: string
  readonly headers?: Readonly<Record<string, TSchema>>
  readonly content?: Readonly<Record<string, { readonly schema: TSchema }>>
  /** Of an answer without content. */
  readonly type?: 'null'
}

type Headers = NonNullable<Answer['headers']>

const [problemType = ''] = PROBLEM_CONTENT_TYPE.split(';')

/** Headers of answers. */
export const etag: Headers = {
  ETag: Type.String({ description: 'The state of the prompt; send it back as If-Match.' }),
}
export const location: Headers = {
  Location: Type.String({ description: 'Where the prompt is now.' }),
}
export const contentLocation: Headers = {
  'Content-Location': Type.String({
    description: 'The address of the prompt under the name that it has today.',
  }),
}

/** An answer with content of a type, or of one of several. */
export function content(
  types: string | readonly string[],
  description: string,
  schema: TSchema,
  headers?: Headers,
): Answer {
  return {
    description,
    ...(headers && { headers }),
    content: Object.fromEntries([types].flat().map((type) => [type, { schema }])),
  }
}

/** An answer in JSON. */
export function json(description: string, schema: TSchema, headers?: Headers): Answer {
  return content('application/json', description, schema, headers)
}

/** An answer without content. */
export function empty(description: string, headers?: Headers): Answer {
  return { description, ...(headers && { headers }), type: 'null' }
}

/** A failure that is particular to a route, with the codes that tell what it was. */
export function problem(status: number, ...codes: readonly string[]): Record<number, Answer> {
  return { [status]: content(problemType, codes.join(', '), component('Problem')) }
}

/** Any other failure; every route has it. */
export const otherProblem: Answer = content(
  problemType,
  'The request was refused or failed; `code` says why.',
  component('Problem'),
)

/** Why a prompt, new or changed, is not saved as it was given. */
export const promptRefused = problem(
  422,
  'PB_REQUEST_INVALID',
  'PB_PROMPT_INVALID',
  'PB_INCLUDE_NOT_FOUND',
  'PB_INCLUDE_CYCLE',
  'PB_INCLUDE_TOO_MANY',
  'PB_IDEMPOTENCY_KEY_REUSED',
)
