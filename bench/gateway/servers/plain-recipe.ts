import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type NodeIncomingMessageLike, toNodeHandler } from '@modelcontextprotocol/node'
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server'
import { z } from 'zod'
import type { RecipePrompt } from './recipe-prompt.ts'

/*
 * An MCP server as the SDK's documentation shows it: every request makes a server and registers
 * all prompts with it. Its one argument is the file with the prompts.
 */

const prompts: readonly RecipePrompt[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'))

const inputSchema = z.object({ query: z.string().optional(), limit: z.number().int().optional() })

function createRecipe(): McpServer {
  const server = new McpServer({ name: 'recipe', version: '1' })
  for (const { name, title, description, text } of prompts) {
    server.registerPrompt(name, { title, description }, () => ({
      messages: [{ role: 'user', content: { type: 'text', text } }],
    }))
  }
  const search = { description: 'Finds prompts', inputSchema }
  server.registerTool('search_prompts', search, async ({ query = '', limit = 10 }) => {
    const found = prompts.filter(({ text }) => text.includes(query)).slice(0, limit)
    const listed = found.map(({ name, title, description }) => ({ name, title, description }))
    return { content: [{ type: 'text', text: JSON.stringify(listed) }] }
  })
  return server
}

const serve = toNodeHandler(createMcpHandler(createRecipe))
const server = createServer((request, response) => {
  // The SDK's type has optional properties without `undefined`, unlike Node's own.
  void serve(request as NodeIncomingMessageLike, response)
})
server.listen(0, '127.0.0.1', () => {
  console.log(`http://127.0.0.1:${(server.address() as AddressInfo).port}/mcp`)
})
