import type { Operation } from './api-document.ts'

/** What stands for a parameter in an address. */
const inAddress: Readonly<Record<string, string>> = {
  name: 'release-notes',
  n: '2',
  label: 'production',
  id: '01990000-0000-7000-8000-000000000000',
}

/** What a query needs to mean something. */
const queries: Readonly<Record<string, string>> = {
  listPrompts: '?q=release+tag:team&limit=10',
  diffVersions: '?from=1&to=2',
  exportPrompts: '?format=jsonl',
  importPrompts: '?dryRun=true&fileName=prompts.csv',
}

/** Bodies that the API accepts, by operation. */
export const sampleBodies: Readonly<Record<string, unknown>> = {
  createPrompt: {
    title: 'Release notes',
    content: 'Write the notes of {{product}}.',
    variables: [{ name: 'product', required: true }],
  },
  changePrompt: { content: 'Write short notes of {{product}}.', message: 'Shorter' },
  changePrompts: { names: ['release-notes'], addTags: ['team'] },
  duplicatePrompt: { title: 'Release notes for developers' },
  restoreVersion: { message: 'It was better before' },
  setLabel: { version: 2, reason: 'Tried for a week' },
  rollBackLabel: { reason: 'Too long' },
  renderPrompt: { arguments: { product: 'PromptBin' } },
  previewDraft: { draft: { title: 'Draft', content: 'Hello {{name}}.' } },
}

/** Some answers are files, and some never end. */
const outputs: Readonly<Record<string, string>> = {
  exportPrompts: ' -OJ',
  followEvents: ' -N',
}

const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

function headerOptions({ parameters = [], responses = {} }: Operation): readonly string[] {
  const takesIfMatch = parameters.some((one) => one.in === 'header' && one.name === 'if-match')
  return takesIfMatch && '428' in responses ? [`-H ${quoted('if-match: *')}`] : []
}

function bodyOptions({ operationId = '', requestBody }: Operation): readonly string[] {
  if (requestBody?.content === undefined) return []
  if (!('application/json' in requestBody.content) || operationId === 'importPrompts') {
    return [`-H ${quoted('content-type: text/csv')}`, '--data-binary @prompts.csv']
  }
  const body = sampleBodies[operationId]
  if (body === undefined) return []
  return [`-H ${quoted('content-type: application/json')}`, `-d ${quoted(JSON.stringify(body))}`]
}

/** A command that sends an operation to the server at `home`. */
export function curlExample(
  home: string,
  at: { readonly method: string; readonly path: string; readonly operation: Operation },
): string {
  const { method, path, operation } = at
  const { operationId = '' } = operation
  const address = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => inAddress[name] ?? name)
  const options = [...headerOptions(operation), ...bodyOptions(operation)]
  const isPlain =
    method === 'get' || (method === 'post' && options.some((one) => /^(-d|--data)/.test(one)))
  const verb = isPlain ? '' : ` -X ${method.toUpperCase()}`
  const command = `curl${outputs[operationId] ?? ''}${verb} ${quoted(home + address + (queries[operationId] ?? ''))}`
  return [command, ...options].join(' \\\n  ')
}
