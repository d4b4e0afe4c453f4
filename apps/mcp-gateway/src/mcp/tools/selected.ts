import { Type } from 'typebox'

/** How a tool is told which prompt is meant, and which version of it. */
export const Selected = {
  name: Type.String({ minLength: 1, description: 'As search_prompts gives it' }),
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  label: Type.Optional(Type.String({ minLength: 1 })),
}
