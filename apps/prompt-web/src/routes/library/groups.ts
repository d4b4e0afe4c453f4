import { json } from '../document/answers.ts'
import { component } from '../document/components.ts'
import { listOf } from '../document/shapes.ts'
import type { RouteGroup } from '../group.ts'

const tags = ['library']

/** What prompts are grouped by: folders, tags and labels. */
export const groups: RouteGroup = async (app, { library }) => {
  app.get(
    '/api/v1/folders',
    {
      schema: {
        operationId: 'listFolders',
        summary: 'List the folders',
        tags,
        response: {
          200: json('Folders; each counts the prompts below it too.', listOf(component('Group'))),
        },
      },
    },
    async () => ({ items: await library.folders() }),
  )

  app.get(
    '/api/v1/tags',
    {
      schema: {
        operationId: 'listTags',
        summary: 'List the tags in use, the most used first',
        tags,
        response: { 200: json('At most 1,000 tags.', listOf(component('Group'))) },
      },
    },
    async () => ({ items: await library.tags() }),
  )

  app.get(
    '/api/v1/labels',
    {
      schema: {
        operationId: 'listLabelsInUse',
        summary: 'List the labels in use, those on the most prompts first',
        tags,
        response: {
          200: json(
            'At most 1,000 labels; `latest` is none, as it stands on every prompt.',
            listOf(component('Group')),
          ),
        },
      },
    },
    async () => ({ items: await library.labels() }),
  )
}
