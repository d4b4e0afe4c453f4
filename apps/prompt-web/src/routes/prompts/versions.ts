import { pageOf } from '@promptbin/prompts'
import { Type } from 'typebox'
import { expectedGeneration, requireIfMatch } from '../../conditional.ts'
import { CallerHeaders, callerOf } from '../caller.ts'
import { etag, json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import {
  closed,
  ifMatchHeader,
  NamedPrompt,
  promptPath,
  text,
  VersionNumber,
} from '../parameters.ts'
import { sendPrompt } from './send-prompt.ts'

const tags = ['versions']

const NamedVersion = Type.Object({ ...NamedPrompt.properties, n: VersionNumber })

const RestoreBody = Type.Object({ message: Type.Optional(text(500)) }, closed)
const RestoreHeaders = Type.Object({
  ...CallerHeaders.properties,
  ...ifMatchHeader,
  ...idempotencyHeader,
})

const DiffQuery = Type.Object(
  {
    from: VersionNumber,
    to: VersionNumber,
    rendered: Type.Optional(Type.Boolean()),
  },
  closed,
)

const notFound = problem(404, 'PB_PROMPT_NOT_FOUND', 'PB_VERSION_NOT_FOUND')

const restoreVersion = {
  operationId: 'restoreVersion',
  summary: 'Make the content of a version the newest version',
  tags,
  params: NamedVersion,
  headers: RestoreHeaders,
  body: RestoreBody,
  response: {
    200: json('The prompt with its new version.', component('Prompt'), etag),
    ...notFound,
    ...problem(412, 'PB_PROMPT_CHANGED'),
    ...problem(422, 'PB_REQUEST_INVALID', 'PB_INCLUDE_CYCLE', 'PB_IDEMPOTENCY_KEY_REUSED'),
    ...problem(428, 'PB_IF_MATCH_REQUIRED'),
  },
}

/** The history of a prompt: what was saved, each state with its text, and what differs. */
export const versions: RouteGroup = async (app, { library }) => {
  app.get(
    `${promptPath}/versions`,
    {
      schema: {
        operationId: 'listVersions',
        summary: 'List the versions of a prompt, newest first',
        tags,
        params: NamedPrompt,
        response: {
          200: json('At most 1,000 versions, without texts.', pageOf(component('VersionSummary'))),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
        },
      },
    },
    ({ params }) => library.versions(params.name),
  )

  app.get(
    `${promptPath}/versions/:n`,
    {
      schema: {
        operationId: 'getVersion',
        summary: 'Read a version with its text',
        tags,
        params: NamedVersion,
        response: { 200: json('The version.', component('Version')), ...notFound },
      },
    },
    ({ params }) => library.version(params.name, params.n),
  )

  app.post(
    `${promptPath}/versions/:n/restore`,
    { schema: restoreVersion },
    async (request, reply) => {
      const { body, headers, params } = request
      const { name, n } = params
      const ifMatch = requireIfMatch(headers['if-match'])
      const expected = await expectedGeneration(
        ifMatch,
        async () => (await library.get(name)).generation,
      )
      const author = callerOf(headers, 'api')
      const once = onceOf(request)
      return sendPrompt(
        reply,
        await library.revert(name, n, body.message ?? '', author, expected, once),
      )
    },
  )

  app.get(
    `${promptPath}/diff`,
    {
      schema: {
        operationId: 'diffVersions',
        summary: 'Compare two versions, as they are written or as they are rendered',
        tags,
        params: NamedPrompt,
        querystring: DiffQuery,
        response: { 200: json('What differs.', component('PromptDiff')), ...notFound },
      },
    },
    ({ params, query }) => library.diff(params.name, query),
  )
}
