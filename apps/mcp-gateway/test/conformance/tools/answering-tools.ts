import { setTimeout as wait } from 'node:timers/promises'
import type { McpRequest } from '../../../src/mcp/handler.ts'
import { picture } from '../rows.ts'
import { content, type TestTool, text } from './test-tool.ts'

/** A sound of no length. */
const sound = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAIA+AAACABAAZGF0YQAAAAA='

const image = { type: 'image', ...picture } as const

const resource = (uri: string, mimeType: string, words: string) =>
  ({ type: 'resource', resource: { uri, mimeType, text: words } }) as const

/** The suite wants pauses of this length between notifications. */
const pauseMs = 50

async function report({ context: { mcpReq } }: McpRequest, progress: number): Promise<void> {
  const progressToken = mcpReq._meta?.progressToken
  if (progressToken === undefined) return
  await mcpReq.notify({
    method: 'notifications/progress',
    params: { progressToken, progress, total: 100 },
  })
}

async function logThrice({ context: { mcpReq } }: McpRequest): Promise<void> {
  await mcpReq.log('info', 'Tool execution started')
  await wait(pauseMs)
  await mcpReq.log('info', 'Tool processing data')
  await wait(pauseMs)
  await mcpReq.log('info', 'Tool execution completed')
}

/** The tools that only answer. */
export const answeringTools: readonly TestTool[] = [
  {
    name: 'test_simple_text',
    run: async () => text('This is a simple text response for testing.'),
  },
  { name: 'test_image_content', run: async () => content(image) },
  {
    name: 'test_audio_content',
    run: async () => content({ type: 'audio', data: sound, mimeType: 'audio/wav' }),
  },
  {
    name: 'test_embedded_resource',
    run: async () =>
      content(resource('test://embedded-resource', 'text/plain', 'This is an embedded resource.')),
  },
  {
    name: 'test_multiple_content_types',
    run: async () =>
      content(
        { type: 'text', text: 'Multiple content types test:' },
        image,
        resource(
          'test://mixed-content-resource',
          'application/json',
          '{"test":"data","value":123}',
        ),
      ),
  },
  {
    name: 'test_error_handling',
    run: async () => ({
      ...text('This tool intentionally returns an error for testing'),
      isError: true,
    }),
  },
  {
    name: 'test_tool_with_progress',
    run: async (_input, request) => {
      await report(request, 0)
      await wait(pauseMs)
      await report(request, 50)
      await wait(pauseMs)
      await report(request, 100)
      return text('Done.')
    },
  },
  {
    name: 'test_tool_with_logging',
    run: async (_input, request) => {
      await logThrice(request)
      return text('Logged.')
    },
  },
  {
    name: 'test_logging_tool',
    run: async (_input, request) => {
      await logThrice(request)
      return text('Logged, if that was wanted.')
    },
  },
  { name: 'test_streaming_elicitation', run: async () => text('Nothing had to be asked.') },
]
