import { type Prompt, textOf } from '@promptbin/prompts'
import { Type } from 'typebox'
import { staleMeta } from '../freshness.ts'
import type { Library } from '../profiles/profiled-library.ts'
import { attachmentsOf } from '../rendering/content.ts'
import { Selected } from './selected.ts'
import { createTool, type Tool } from './tool.ts'

const Input = Type.Object(Selected, { additionalProperties: false })

const Output = Type.Object({
  name: Type.String(),
  title: Type.String(),
  description: Type.String(),
  folder: Type.String(),
  tags: Type.Array(Type.String()),
  version: Type.Integer(),
  latest: Type.Integer({ description: 'expectedVersion for save_prompt' }),
  messages: Type.Array(Type.Object({ role: Type.String(), text: Type.Optional(Type.String()) })),
  variables: Type.Array(Type.Object({ name: Type.String() })),
})

function textOfPrompt(prompt: Prompt): string {
  const { name, title, latest, version, variables } = prompt
  const names = variables.map((variable) => variable.name).join(', ')
  const texts = version.messages.map((message) => `[${message.role}]\n${textOf(message)}`)
  const about = `${title} (${name}, version ${version.n} of ${latest})`
  return [about, ...(names ? [`Variables: ${names}`] : []), ...texts].join('\n\n')
}

/** Gives a prompt as it was written, to be read or changed. */
export const createGetPrompt = (library: Library): Tool =>
  createTool({
    name: 'get_prompt',
    title: 'Get a prompt',
    description:
      'Gives a prompt as it was written, its {{variables}} unfilled, to read or change it.',
    annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    input: Input,
    output: Output,
    run: async ({ name, ...selector }, { call, asker }) => {
      const kept = await library.get(name, selector, call)
      const { version, variables, ...prompt } = kept.value
      const { title, description, folder, tags, latest } = prompt
      const { messages } = version
      const about = { name: prompt.name, title, description, folder, tags }
      return {
        structured: { ...about, version: version.n, latest, messages, variables },
        text: textOfPrompt(kept.value),
        attachments: attachmentsOf(version.messages, asker),
        meta: {
          'promptbin/name': prompt.name,
          'promptbin/version': version.n,
          'promptbin/sha256': version.sha256,
          ...staleMeta(kept),
        },
      }
    },
  })
