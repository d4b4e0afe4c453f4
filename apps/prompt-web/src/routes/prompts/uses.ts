import { json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { RouteGroup } from '../group.ts'
import { NamedPrompt, promptPath } from '../parameters.ts'

/** Where a prompt is used. */
export const uses: RouteGroup = async (app, { library }) => {
  app.get(
    `${promptPath}/uses`,
    {
      schema: {
        operationId: 'listUses',
        summary: 'List the prompts that include this one',
        tags: ['prompts'],
        params: NamedPrompt,
        response: {
          200: json('At most 1,000 prompts.', listOf(component('Use'))),
          ...problem(404, 'PB_PROMPT_NOT_FOUND'),
        },
      },
    },
    async ({ params }) => ({ items: await library.uses(params.name) }),
  )
}
