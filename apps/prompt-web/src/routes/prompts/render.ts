import { Type } from 'typebox'
import { othersTurn } from '../../in-turns.ts'
import { json, problem } from '../document/answers.ts'
import { component } from '../document/components.ts'
import type { RouteGroup } from '../group.ts'
import { closed, NamedPrompt, promptPath, selector, text } from '../parameters.ts'

const tags = ['rendering']

/** Values by variable name: text, or JSON of the variable's type. */
const values = {
  arguments: Type.Optional(Type.Record(Type.String(), Type.Unknown(), { maxProperties: 200 })),
}

const RenderBody = Type.Object({ ...selector, ...values }, closed)

const PreviewBody = Type.Object(
  { draft: component('PromptDraft'), name: Type.Optional(text(100)), ...values },
  closed,
)

/** Rendering: a prompt, or the draft of one, with its variables filled in. */
export const render: RouteGroup = async (app, { library }) => {
  app.post(
    `${promptPath}/render`,
    {
      config: { access: 'prompts:read' },
      schema: {
        operationId: 'renderPrompt',
        summary: 'Fill in the variables of a prompt',
        description: 'What is missing or wrong is named in the answer and is never an error.',
        tags,
        params: NamedPrompt,
        body: RenderBody,
        response: {
          200: json('The messages.', component('Rendering')),
          ...problem(404, 'PB_PROMPT_NOT_FOUND', 'PB_VERSION_NOT_FOUND', 'PB_LABEL_NOT_FOUND'),
          ...problem(422, 'PB_REQUEST_INVALID', 'PB_SELECTOR_AMBIGUOUS'),
        },
      },
    },
    async ({ body, params }) => {
      const rendering = await library.render(params.name, body)
      // Writing megabytes takes as long as making them.
      await othersTurn()
      return rendering
    },
  )

  app.post(
    '/api/v1/preview',
    {
      config: { access: 'prompts:read' },
      schema: {
        operationId: 'previewDraft',
        summary: 'Render a draft without saving it, and look it over',
        description: '`name` is that of the prompt that is being edited, if it is there already.',
        tags,
        body: PreviewBody,
        response: {
          200: json('The messages, and what is to be said of the draft.', component('Preview')),
          ...problem(422, 'PB_REQUEST_INVALID', 'PB_PROMPT_INVALID'),
        },
      },
    },
    async ({ body: { draft, ...options } }) => {
      const preview = await library.preview(draft, options)
      // Writing megabytes takes as long as making them.
      await othersTurn()
      return preview
    },
  )
}
