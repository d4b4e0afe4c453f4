import { json } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'

/** How much the library holds. */
export const stats: RouteGroup = async (app, { library }) => {
  app.get(
    '/api/v1/stats',
    {
      schema: {
        operationId: 'getStatistics',
        summary: 'Count prompts and versions',
        tags: ['library'],
        response: {
          200: json('The counts, and the number of the last change.', component('Statistics')),
        },
      },
    },
    () => library.stats(),
  )
}
