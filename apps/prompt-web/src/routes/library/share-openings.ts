import { Type } from 'typebox'
import { json } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed } from '../parameters.ts'

const OpeningsQuery = Type.Object(
  {
    after: Type.Optional(
      Type.Integer({
        description: 'the number of the last opening that is known',
        minimum: 0,
        maximum: Number.MAX_SAFE_INTEGER,
      }),
    ),
  },
  closed,
)
/** As many links as one answer tells of. */
const maxOpenings = 100
/** That links were opened: a number of its own, as it changes nothing that anybody keeps a copy of. */
export const shareOpenings: RouteGroup = async (app, { library }) => {
  app.get(
    '/api/v1/shares/openings',
    {
      schema: {
        operationId: 'listShareOpenings',
        summary: 'List the links that were opened since',
        description:
          'Those opened longest ago first, at most 100; a link that was opened more than once is told of as it stands now. "last" is the number of the last opening of all.',
        tags: ['shares'],
        querystring: OpeningsQuery,
        response: {
          200: json(
            'Links that were opened.',
            Type.Object({
              items: Type.Array(component('ShareOpening')),
              last: Type.Integer({ minimum: 0 }),
            }),
          ),
        },
      },
    },
    async ({ query }) => {
      const { items, last } = await library.openings(query.after ?? 0, maxOpenings)
      return { items: [...items], last }
    },
  )
}
