import { type Rendering, textOf } from '@promptbin/prompts'
import { type Static, Type } from 'typebox'
import { attachmentsOf } from '../rendering/content.ts'
import { renderPrompt } from '../rendering/render.ts'
import type { ToolDefinition } from './tool.ts'

const Scalar = Type.Union([Type.String(), Type.Number(), Type.Boolean()])

const Input = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'As search_prompts gives it' }),
    arguments: Type.Optional(
      Type.Record(Type.String(), Type.Union([Scalar, Type.Array(Scalar)]), {
        description: 'Values for the variables of the prompt, by name',
      }),
    ),
    version: Type.Optional(Type.Integer({ minimum: 1 })),
    label: Type.Optional(Type.String({ minLength: 1 })),
  },
  { additionalProperties: false },
)

const Output = Type.Object({
  name: Type.String(),
  version: Type.Integer(),
  label: Type.Union([Type.String(), Type.Null()]),
  sha256: Type.String(),
  renderId: Type.String(),
  messages: Type.Array(Type.Object({ role: Type.String(), text: Type.String() })),
  text: Type.String({ description: 'All messages as one text' }),
  missing: Type.Array(Type.String(), { description: 'Required variables without a value' }),
  invalid: Type.Array(Type.Object({ name: Type.String(), message: Type.String() }), {
    description: 'Values that do not fit, and what would',
  }),
})

function structuredOf(rendering: Rendering, renderId: string): Static<typeof Output> {
  const { name, version, label, sha256, text, missing, invalid } = rendering
  const messages = rendering.messages.map((each) => ({ role: each.role, text: textOf(each) }))
  return { name, version, label, sha256, renderId, messages, text, missing, invalid }
}

/** Fills in a prompt and gives its text, and whatever else is in it. */
export const renderPromptTool: ToolDefinition<typeof Input, typeof Output> = {
  name: 'render_prompt',
  title: 'Render a prompt',
  description:
    'Gives the text of a prompt from the PromptBin library with its variables filled in. Values that are missing are named in "missing": ask the person for them.',
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  input: Input,
  output: Output,
  run: async ({ name, ...request }, { call }, library) => {
    const { rendering, note, meta } = await renderPrompt(library, name, request, call)
    return {
      structured: structuredOf(rendering, meta['promptbin/renderId']),
      text: note ? `${rendering.text}\n\n${note}` : rendering.text,
      attachments: attachmentsOf(rendering.messages),
      meta,
    }
  },
}
