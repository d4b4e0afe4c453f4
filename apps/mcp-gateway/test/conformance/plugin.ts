import type {
  ListResourceTemplatesResult,
  ReadResourceResult,
  ResourceTemplateType,
} from '@modelcontextprotocol/server'
import type { Handlers } from '../../src/mcp/handler.ts'
import type { ServerPlugin } from '../../src/mcp/server.ts'
import { answeringTools } from './tools/answering-tools.ts'
import { changingTools } from './tools/changing-tools.ts'
import { returningTools } from './tools/returning-tools.ts'
import { toTool } from './tools/test-tool.ts'
import { waitingTools } from './tools/waiting-tools.ts'

const template: ResourceTemplateType = {
  uriTemplate: 'test://template/{id}/data',
  name: 'conformance-template',
  description: 'A template of the conformance suite.',
  mimeType: 'application/json',
}

const filledTemplate = /^test:\/\/template\/([^/]+)\/data$/

function readTemplate(uri: string, id: string): ReadResourceResult {
  const data = { id, templateTest: true, data: `Data for ID: ${id}` }
  return { contents: [{ uri, mimeType: 'application/json', text: JSON.stringify(data) }] }
}

/** `resources/read` and `resources/templates/list` of the gateway, with the template besides. */
function withTemplate(own: Handlers): Handlers {
  const { 'resources/read': read, 'resources/templates/list': list } = own
  if (!read || !list) throw new Error('The gateway serves no resources.')
  return {
    'resources/read': {
      ...read,
      handle: async (params, request) => {
        const { uri } = params as { readonly uri: string }
        const id = filledTemplate.exec(uri)?.[1]
        return id === undefined ? read.handle(params, request) : readTemplate(uri, id)
      },
    },
    'resources/templates/list': {
      ...list,
      handle: async (params, request) => {
        const listed = (await list.handle(params, request)) as ListResourceTemplatesResult
        return { ...listed, resourceTemplates: [...listed.resourceTemplates, template] }
      },
    },
  }
}

/**
 * What the conformance suite needs and no library can hold: its tools, its log, and a template that
 * is not PromptBin's. Only this folder knows of it, so the product cannot load it.
 */
export const conformancePlugin: ServerPlugin = {
  capabilities: { logging: {} },
  tools: (library) =>
    [...answeringTools, ...waitingTools, ...returningTools, ...changingTools(library)].map(toTool),
  handlers: (_library, own) => withTemplate(own),
}
