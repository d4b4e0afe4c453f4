import type { McpRequest } from '../../../src/mcp/handler.ts'
import { fieldsOfChoice, fieldsWithDefaults, form } from './forms.ts'
import { type TestTool, text } from './test-tool.ts'

async function elicit({ context }: McpRequest, params: ReturnType<typeof form>): Promise<string> {
  const { action, content } = await context.mcpReq.send({ method: 'elicitation/create', params })
  return `action=${action}, content=${JSON.stringify(content ?? {})}`
}

/** The tools that ask the client while they run, as was usual before 2026-07-28. */
export const waitingTools: readonly TestTool[] = [
  {
    name: 'test_sampling',
    takes: { prompt: { type: 'string' } },
    run: async ({ prompt }, { context }) => {
      const messages = [{ role: 'user', content: { type: 'text', text: String(prompt) } }]
      const params = { messages, maxTokens: 100 }
      const answer = await context.mcpReq.send({ method: 'sampling/createMessage', params })
      return text(`LLM response: ${JSON.stringify(answer.content)}`)
    },
  },
  {
    name: 'test_elicitation',
    takes: { message: { type: 'string' } },
    run: async ({ message }, request) => {
      const fields = { username: { type: 'string' }, email: { type: 'string' } }
      return text(`User response: ${await elicit(request, form(String(message), fields))}`)
    },
  },
  {
    name: 'test_elicitation_sep1034_defaults',
    run: async (_input, request) =>
      text(await elicit(request, form('Please review.', fieldsWithDefaults, []))),
  },
  {
    name: 'test_elicitation_sep1330_enums',
    run: async (_input, request) =>
      text(await elicit(request, form('Please choose.', fieldsOfChoice, []))),
  },
]
