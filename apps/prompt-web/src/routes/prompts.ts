import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type Prompt, PromptChange, PromptDraft } from '@promptbin/prompts'
import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { entityTag, expectedGeneration, isNotModified, requireIfMatch } from '../conditional.ts'
import type { Library } from '../library/library.ts'
import { CallerHeaders, callerOf } from './caller.ts'
import { NamedPrompt, promptPath, selector } from './parameters.ts'

const ListQuery = Type.Object(
  {
    q: Type.Optional(Type.String({ maxLength: 1_000 })),
    tag: Type.Optional(Type.String({ maxLength: 50 })),
    folder: Type.Optional(Type.String({ maxLength: 200 })),
    cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 16_384 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  },
  { additionalProperties: false },
)

const GetQuery = Type.Object(selector, { additionalProperties: false })

function withEntityTag(reply: FastifyReply, prompt: Prompt): Prompt {
  void reply.header('etag', entityTag(prompt.generation))
  return prompt
}

/** Prompts: list and search, read, create, change, and move to the trash. */
export const prompts: FastifyPluginAsyncTypebox<{ readonly library: Library }> = async (
  app,
  { library },
) => {
  const generationOf = async (name: string) => (await library.get(name)).generation

  app.get('/api/v1/prompts', { schema: { querystring: ListQuery } }, ({ query }) =>
    library.list(query),
  )

  app.post(
    '/api/v1/prompts',
    { schema: { headers: CallerHeaders, body: PromptDraft } },
    async ({ body, headers }, reply) => {
      const prompt = await library.create(body, callerOf(headers, 'api'))
      void reply.code(201).header('location', `/api/v1/prompts/${prompt.name}`)
      return withEntityTag(reply, prompt)
    },
  )

  app.get(
    promptPath,
    { schema: { params: NamedPrompt, querystring: GetQuery } },
    async ({ headers, params, query }, reply) => {
      const prompt = withEntityTag(reply, await library.get(params.name, query))
      if (!isNotModified(headers['if-none-match'], prompt.generation)) return prompt
      return reply.code(304).send()
    },
  )

  app.patch(
    promptPath,
    { schema: { params: NamedPrompt, headers: CallerHeaders, body: PromptChange } },
    async ({ body, headers, params: { name }, raw }, reply) => {
      const ifMatch = requireIfMatch(raw.headers['if-match'])
      const expected = await expectedGeneration(ifMatch, () => generationOf(name))
      return withEntityTag(
        reply,
        await library.change(name, body, callerOf(headers, 'api'), expected),
      )
    },
  )

  app.delete(
    promptPath,
    { schema: { params: NamedPrompt } },
    async ({ headers, params: { name } }, reply) => {
      await library.trash(
        name,
        await expectedGeneration(headers['if-match'], () => generationOf(name)),
      )
      return reply.code(204).send()
    },
  )
}
