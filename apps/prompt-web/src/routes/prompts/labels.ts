import { Label, pageOf } from '@promptbin/prompts'
import { Type } from 'typebox'
import { expectedGeneration } from '../../conditional.ts'
import { CallerHeaders, callerOf } from '../caller.ts'
import { etag, json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { RouteGroup } from '../group.ts'
import { idempotencyHeader, onceOf } from '../idempotency.ts'
import {
  closed,
  ifMatchHeader,
  NamedLabel,
  NamedPrompt,
  promptPath,
  text,
  VersionNumber,
} from '../parameters.ts'
import { sendPrompt } from './send-prompt.ts'

const tags = ['labels']
const labelPath = `${promptPath}/labels/:label`

const reason = Type.Optional(text(500))
const SetBody = Type.Object(
  {
    version: Type.Optional(VersionNumber),
    protected: Type.Optional(Type.Boolean()),
    reason,
  },
  { ...closed, minProperties: 1 },
)
const ReasonQuery = Type.Object({ reason }, closed)
const ReasonBody = Type.Object({ reason }, closed)
const MovesQuery = Type.Object({ label: NamedLabel.properties.label }, closed)
const ChangeHeaders = Type.Object({ ...CallerHeaders.properties, ...ifMatchHeader })
const RollBackHeaders = Type.Object({ ...CallerHeaders.properties, ...idempotencyHeader })

const changed = json('The prompt after the change.', component('Prompt'), etag)
const notFound = problem(404, 'PB_PROMPT_NOT_FOUND', 'PB_LABEL_NOT_FOUND')
const isProtected = problem(409, 'PB_LABEL_PROTECTED')

const listLabels = {
  operationId: 'listLabels',
  summary: 'List the labels of a prompt',
  description: '"latest" is not among them: it is always the newest version.',
  tags,
  params: NamedPrompt,
  response: {
    200: json('The labels.', listOf(Label)),
    ...problem(404, 'PB_PROMPT_NOT_FOUND'),
  },
}

const setLabel = {
  operationId: 'setLabel',
  summary: 'Set or move a label, or change its protection',
  tags,
  params: NamedLabel,
  headers: ChangeHeaders,
  body: SetBody,
  response: {
    200: changed,
    ...problem(404, 'PB_PROMPT_NOT_FOUND', 'PB_VERSION_NOT_FOUND', 'PB_LABEL_NOT_FOUND'),
    ...isProtected,
    ...problem(412, 'PB_PROMPT_CHANGED'),
    ...problem(422, 'PB_REQUEST_INVALID', 'PB_LABEL_RESERVED', 'PB_INCLUDE_CYCLE'),
  },
}

const removeLabel = {
  operationId: 'removeLabel',
  summary: 'Remove a label',
  tags,
  params: NamedLabel,
  querystring: ReasonQuery,
  headers: ChangeHeaders,
  response: {
    200: changed,
    ...notFound,
    ...isProtected,
    ...problem(412, 'PB_PROMPT_CHANGED'),
  },
}

const rollBackLabel = {
  operationId: 'rollBackLabel',
  summary: 'Put a label back to where it stood before its last move',
  tags,
  params: NamedLabel,
  headers: RollBackHeaders,
  body: ReasonBody,
  response: {
    200: changed,
    ...notFound,
    ...problem(409, 'PB_LABEL_PROTECTED', 'PB_LABEL_NO_EARLIER'),
    ...problem(422, 'PB_REQUEST_INVALID', 'PB_INCLUDE_CYCLE', 'PB_IDEMPOTENCY_KEY_REUSED'),
  },
}

const listLabelMoves = {
  operationId: 'listLabelMoves',
  summary: 'List who moved which label where, and why, newest first',
  tags,
  params: NamedPrompt,
  querystring: Type.Partial(MovesQuery, closed),
  response: {
    200: json('At most 1,000 moves.', pageOf(component('LabelMove'))),
    ...problem(404, 'PB_PROMPT_NOT_FOUND'),
  },
}

/** Labels: movable pointers to versions, with every move kept. */
export const labels: RouteGroup = async (app, { library }) => {
  const expectedBy = (ifMatch: string | undefined, name: string) =>
    expectedGeneration(ifMatch, async () => (await library.get(name)).generation)

  app.get(`${promptPath}/labels`, { schema: listLabels }, async ({ params }) => ({
    items: (await library.get(params.name)).labels,
  }))

  app.put(
    labelPath,
    { schema: setLabel },
    async ({ body, headers, params: { name, label } }, reply) => {
      const expected = await expectedBy(headers['if-match'], name)
      const author = callerOf(headers, 'api')
      return sendPrompt(reply, await library.setLabel(name, label, body, author, expected))
    },
  )

  app.delete(
    labelPath,
    { schema: removeLabel },
    async ({ headers, params: { name, label }, query }, reply) => {
      const expected = await expectedBy(headers['if-match'], name)
      const author = callerOf(headers, 'api')
      return sendPrompt(
        reply,
        await library.removeLabel(name, label, query.reason ?? '', author, expected),
      )
    },
  )

  app.post(`${labelPath}/rollback`, { schema: rollBackLabel }, async (request, reply) => {
    const { body, headers, params } = request
    const { name, label } = params
    const author = callerOf(headers, 'api')
    const once = onceOf(request)
    return sendPrompt(
      reply,
      await library.rollBackLabel(name, label, body.reason ?? '', author, once),
    )
  })

  app.get(`${promptPath}/label-moves`, { schema: listLabelMoves }, ({ params, query }) =>
    library.labelMoves(params.name, query.label),
  )
}
