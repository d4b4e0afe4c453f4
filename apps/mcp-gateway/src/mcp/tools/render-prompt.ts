import { type Rendering, textOf } from '@promptbin/prompts'
import { type Static, Type } from 'typebox'
import type { RecentValues } from '../completion/recent-values.ts'
import { isQuestion, renderAsking } from '../elicitation/render-asking.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { attachmentsOf } from '../rendering/content.ts'
import { Selected } from './selected.ts'
import { createTool, type Tool } from './tool.ts'

const Input = Type.Object(
  {
    ...Selected,
    arguments: Type.Optional(
      Type.Object(
        {},
        {
          additionalProperties: true,
          description:
            'Values for the variables, by name: text, numbers, booleans or lists of them',
        },
      ),
    ),
  },
  { additionalProperties: false },
)

const Output = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  label: Type.Optional(Type.String()),
  sha256: Type.String(),
  renderId: Type.String(),
  messages: Type.Array(Type.Object({ role: Type.String(), text: Type.String() })),
  text: Type.String(),
  missing: Type.Array(Type.String()),
  invalid: Type.Array(Type.Object({ name: Type.String(), message: Type.String() })),
})

function structuredOf(rendering: Rendering, renderId: string): Static<typeof Output> {
  const { name, version, label, sha256, text, missing, invalid } = rendering
  const messages = rendering.messages.map((each) => ({ role: each.role, text: textOf(each) }))
  const chosen = { name, version, ...(label !== null && { label }), sha256, renderId }
  return { ...chosen, messages, text, missing, invalid }
}

/** Fills in a prompt and gives its text, and whatever else is in it. */
export const createRenderPrompt = (library: Library, recent: RecentValues): Tool =>
  createTool({
    name: 'render_prompt',
    title: 'Render a prompt',
    description:
      'Gives the text of a prompt with its variables filled in. For what stands in "missing", ask the person.',
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    input: Input,
    output: Output,
    run: async ({ arguments: values = {}, ...chosen }, request) => {
      const task = { ...chosen, arguments: values as Record<string, unknown> }
      const answer = await renderAsking(library, task, request)
      if (isQuestion(answer)) return answer
      const { rendering, note, meta } = answer
      recent.remember(request.asker.principal.id, rendering.name, answer.used)
      return {
        structured: structuredOf(rendering, meta['promptbin/renderId']),
        text: note ? `${rendering.text}\n\n${note}` : rendering.text,
        attachments: attachmentsOf(rendering.messages, request.asker),
        meta,
      }
    },
  })
