import { Type } from 'typebox'
import { renderPrompt } from '../render.ts'
import type { ToolDefinition } from './tool.ts'

const Input = Type.Object(
  {
    name: Type.String({ minLength: 1, description: 'As search_prompts gives it' }),
    arguments: Type.Optional(
      Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean()]), {
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
})

/** Fills in a prompt and gives its text. */
export const renderPromptTool: ToolDefinition<typeof Input, typeof Output> = {
  name: 'render_prompt',
  title: 'Render a prompt',
  description:
    'Gives the text of a prompt from the PromptBin library with its variables filled in. Values that are missing are named in "missing": ask the person for them.',
  annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
  input: Input,
  output: Output,
  run: async ({ name, ...request }, call, library) => {
    const { rendering, note, meta } = await renderPrompt(library, name, request, call)
    return {
      structured: { ...rendering, renderId: meta['promptbin/renderId'] },
      text: note ? `${rendering.text}\n\n${note}` : rendering.text,
      meta,
    }
  },
}
