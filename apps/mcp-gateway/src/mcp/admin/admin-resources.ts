import type { ReadResourceResult, Resource } from '@modelcontextprotocol/server'
import type { OperationName } from '@promptbin/operations'

/** A resource of administrators: what an operation that takes no input answers just now. */
export interface AdminResource {
  readonly operation: OperationName
  readonly listed: Resource
}

const json = 'application/json'

/** What administrators find beside the library. */
export const adminResources: readonly AdminResource[] = [
  {
    operation: 'health_report',
    listed: {
      uri: 'promptbin://health',
      name: 'health',
      title: 'Health of PromptBin',
      description: 'How well all of PromptBin is: every check of every service, and why.',
      mimeType: json,
    },
  },
  {
    operation: 'server_stats',
    listed: {
      uri: 'promptbin://stats',
      name: 'stats',
      title: 'Statistics of PromptBin',
      description: 'What runs, since when, how much it does, and what it uses.',
      mimeType: json,
    },
  },
]

/** The answer to `resources/read`; how PromptBin is now is not to be kept. */
export function contentsOf(uri: string, answer: object): ReadResourceResult {
  return { contents: [{ uri, mimeType: json, text: JSON.stringify(answer) }] }
}
