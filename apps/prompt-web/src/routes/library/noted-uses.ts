import { Type } from 'typebox'
import { empty, problem } from '../document/answers.ts'
import type { RouteGroup } from '../group.ts'
import { closed, text } from '../parameters.ts'

/** As many prompts as one request tells of. */
const maxItems = 1_000

const UsesBody = Type.Object(
  {
    items: Type.Array(
      Type.Object({ name: text(100), lastUsedAt: Type.String({ format: 'date-time' }) }, closed),
      { maxItems },
    ),
  },
  closed,
)

/** The uses of prompts that were not rendered here, as by a gateway that kept the answer. */
export const notedUses: RouteGroup = async (app, { library }) => {
  app.post(
    '/api/v1/uses',
    {
      config: { access: 'prompts:read' },
      schema: {
        operationId: 'noteUses',
        summary: 'Note when prompts were last used elsewhere',
        description:
          'For the order by use; it is no change. Unknown names are passed over, and a time to come counts as now.',
        tags: ['library'],
        body: UsesBody,
        response: { 204: empty('They are noted.'), ...problem(422, 'PB_REQUEST_INVALID') },
      },
    },
    async ({ body }, reply) => {
      const uses = body.items.map(({ name, lastUsedAt }) => ({ name, at: Date.parse(lastUsedAt) }))
      await library.noteUsesByName(uses)
      return reply.code(204).send()
    },
  )
}
