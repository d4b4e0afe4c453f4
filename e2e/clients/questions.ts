import { contentOf, type MatrixClient, textOf } from './client-kind.ts'

/** What the libraries of clients have in common, whoever wrote them. */
interface LibraryClient {
  listPrompts(): Promise<{ readonly prompts: readonly { readonly name: string }[] }>
  getPrompt(asked: {
    readonly name: string
    readonly arguments: Record<string, string>
  }): Promise<{ readonly messages: readonly { readonly content: unknown }[] }>
  complete(asked: {
    readonly ref: { readonly type: 'ref/prompt'; readonly name: string }
    readonly argument: { readonly name: string; readonly value: string }
  }): Promise<{ readonly completion: { readonly values: readonly string[] } }>
  listResourceTemplates(): Promise<{
    readonly resourceTemplates: readonly { readonly uriTemplate: string }[]
  }>
  readResource(asked: { readonly uri: string }): Promise<{ readonly contents: readonly object[] }>
  listTools(): Promise<{ readonly tools: readonly { readonly name: string }[] }>
  close(): Promise<void>
}

/** The questions of the scenario that such a client asks in the same words as all others. */
export function questionsOf(client: LibraryClient) {
  return {
    prompts: async () => (await client.listPrompts()).prompts,
    promptText: async (name, values) =>
      textOf((await client.getPrompt({ name, arguments: values })).messages),
    complete: async (prompt, name, value) => {
      const ref = { type: 'ref/prompt', name: prompt } as const
      return (await client.complete({ ref, argument: { name, value } })).completion.values
    },
    templates: async () =>
      (await client.listResourceTemplates()).resourceTemplates.map(
        ({ uriTemplate }) => uriTemplate,
      ),
    resourceText: async (uri) => contentOf((await client.readResource({ uri })).contents),
    tools: async () => (await client.listTools()).tools.map(({ name }) => name),
    close: () => client.close(),
  } satisfies Partial<MatrixClient>
}
