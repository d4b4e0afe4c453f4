import type { Selector } from '@promptbin/prompts'
import { Type } from 'typebox'
import { expectedGeneration, isNotModified, requireIfMatch } from '../../conditional.ts'
import { CallerHeaders, callerOf } from '../caller.ts'
import {
  contentLocation,
  empty,
  etag,
  json,
  location,
  problem,
  promptRefused,
} from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import {
  addressOf,
  closed,
  ifMatchHeader,
  NamedPrompt,
  promptPath,
  selector,
} from '../parameters.ts'
import { sendPrompt, sendUnchanged } from './send-prompt.ts'

const tags = ['prompts']

const GetQuery = Type.Object(selector, closed)
const GetHeaders = Type.Object({
  'if-none-match': Type.Optional(
    Type.String({ description: 'The ETag of what is known already.' }),
  ),
})

const ChangeHeaders = Type.Object({
  ...CallerHeaders.properties,
  ...ifMatchHeader,
  ...idempotencyHeader,
})

const TrashQuery = Type.Object({ evenIfUsed: Type.Optional(Type.Boolean()) }, closed)
const TrashHeaders = Type.Object(ifMatchHeader)

/** The address of a prompt in the version that was asked for. */
function addressOfVersion(name: string, { version, label }: Selector): string {
  if (version !== undefined) return `${addressOf(name)}?version=${version}`
  return label === undefined
    ? addressOf(name)
    : `${addressOf(name)}?label=${encodeURIComponent(label)}`
}

const getPrompt = {
  operationId: 'getPrompt',
  summary: 'Read a prompt',
  description:
    'Without version and label: the version of the label "production" if it is set, else the newest.',
  tags,
  params: NamedPrompt,
  querystring: GetQuery,
  headers: GetHeaders,
  response: {
    200: json('The prompt with the chosen version.', component('Prompt'), {
      ...etag,
      ...contentLocation,
    }),
    304: empty('Nothing changed since the state that If-None-Match names.', etag),
    ...problem(404, 'PB_PROMPT_NOT_FOUND', 'PB_VERSION_NOT_FOUND', 'PB_LABEL_NOT_FOUND'),
    ...problem(422, 'PB_REQUEST_INVALID', 'PB_SELECTOR_AMBIGUOUS'),
  },
}

const changePrompt = {
  operationId: 'changePrompt',
  summary: 'Change a prompt',
  description:
    'What is left out stays. A new text makes a new version; after a new name the old one keeps resolving.',
  tags,
  params: NamedPrompt,
  headers: ChangeHeaders,
  body: component('PromptChange'),
  response: {
    200: json('The prompt after the change.', component('Prompt'), {
      ...etag,
      ...location,
      ...contentLocation,
    }),
    ...problem(404, 'PB_PROMPT_NOT_FOUND'),
    ...problem(409, 'PB_NAME_TAKEN'),
    ...problem(412, 'PB_PROMPT_CHANGED'),
    ...promptRefused,
    ...problem(428, 'PB_IF_MATCH_REQUIRED'),
  },
}

const trashPrompt = {
  operationId: 'trashPrompt',
  summary: 'Move a prompt to the trash',
  tags,
  params: NamedPrompt,
  querystring: TrashQuery,
  headers: TrashHeaders,
  response: {
    204: empty('The prompt is in the trash, for 30 days.'),
    ...problem(404, 'PB_PROMPT_NOT_FOUND'),
    ...problem(409, 'PB_PROMPT_IN_USE'),
    ...problem(412, 'PB_PROMPT_CHANGED'),
  },
}

/** One prompt: read, change, and move to the trash. */
export const prompt: RouteGroup = async (app, { library }) => {
  const generationOf = async (name: string) => (await library.get(name)).generation

  app.get(promptPath, { schema: getPrompt }, async ({ headers, params, query }, reply) => {
    const found = await library.get(params.name, query)
    if (found.name !== params.name) {
      void reply.header('content-location', addressOfVersion(found.name, query))
    }
    const isKnown = isNotModified(headers['if-none-match'], found.generation)
    return isKnown ? sendUnchanged(reply, found) : sendPrompt(reply, found)
  })

  app.patch(promptPath, { schema: changePrompt }, async (request, reply) => {
    const { body, headers, params } = request
    const { name } = params
    const ifMatch = requireIfMatch(headers['if-match'])
    const expected = await expectedGeneration(ifMatch, () => generationOf(name))
    const author = callerOf(headers, 'api')
    const changed = await library.change(name, body, author, expected, onceOf(request))
    const address = addressOf(changed.name)
    if (body.name !== undefined) void reply.header('location', address)
    return sendPrompt(reply.header('content-location', address), changed)
  })

  app.delete(
    promptPath,
    { schema: trashPrompt },
    async ({ headers, params: { name }, query }, reply) => {
      const expected = await expectedGeneration(headers['if-match'], () => generationOf(name))
      await library.trash(name, { ...query, ...(expected !== undefined && { expected }) })
      return reply.code(204).send()
    },
  )
}
