import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { Type } from 'typebox'
import type { Library } from '../library/library.ts'
import { NamedPrompt, promptPath, selector } from './parameters.ts'

const RenderBody = Type.Object(
  {
    ...selector,
    arguments: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { maxProperties: 200 })),
  },
  { additionalProperties: false },
)

/** Rendering: a prompt with its variables filled in. */
export const render: FastifyPluginAsyncTypebox<{ readonly library: Library }> = async (
  app,
  { library },
) => {
  app.post(
    `${promptPath}/render`,
    { schema: { params: NamedPrompt, body: RenderBody } },
    ({ body, params }) => library.render(params.name, body),
  )
}
