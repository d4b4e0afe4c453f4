/** Where a client finds the product. */
export interface Target {
  /** The gateway as it is by default: with sessions for clients before 2026-07-28. */
  readonly mcpUrl: string
  /** A gateway over the same library that keeps nothing between requests. */
  readonly statelessUrl: string
  readonly dataFolder: string
}

/** What a tool answered, as far as every client tells it. */
export interface ToolAnswer {
  readonly structuredContent?: unknown
  readonly isError?: boolean | undefined
}

/** What the scenario asks of any client. */
export interface MatrixClient {
  prompts(): Promise<readonly { readonly name: string }[]>
  /** The text of the prompt's first message. */
  promptText(name: string, values: Record<string, string>): Promise<string>
  /** What may be given for an argument that begins so; of kinds that complete. */
  complete?(prompt: string, argument: string, begun: string): Promise<readonly string[]>
  templates(): Promise<readonly string[]>
  resourceText(uri: string): Promise<string>
  tools(): Promise<readonly string[]>
  call(tool: string, values: Record<string, unknown>): Promise<ToolAnswer>
  /** Begins to listen; what it gives resolves when the list of prompts has changed; of kinds that hear. */
  listen?(): Promise<{ readonly changed: Promise<void> }>
  close(): Promise<void>
}

/** How the client reaches the product. */
export type Way = 'HTTP, session' | 'HTTP, stateless' | 'stdio'

/** A client as it was released, in one mode and over one way: a row of the matrix in docs/clients.md. */
export interface ClientKind {
  /** The name of its npm package. */
  readonly client: string
  readonly version: string
  /** How it is set up, where that is a choice. */
  readonly mode: string
  readonly way: Way
  /** The version of the protocol that it ends up with. */
  readonly speaks: string
  /** Whether it can ask what may be given for an argument. */
  readonly completes: boolean
  /** Whether it hears of changes. */
  readonly hears: boolean
  connect(target: Target): Promise<MatrixClient>
}

/** The address of the gateway for a way over HTTP. */
export const urlOf = ({ mcpUrl, statelessUrl }: Target, way: Way) =>
  new URL(way === 'HTTP, stateless' ? statelessUrl : mcpUrl)

/** The text of the first message of a prompt. */
export function textOf(messages: readonly { readonly content: unknown }[]): string {
  const { text } = Object(messages[0]?.content) as { readonly text?: string }
  if (text === undefined) throw new Error('the first message has no text')
  return text
}

/** The text of the first content of a resource. */
export function contentOf(contents: readonly object[]): string {
  const { text } = Object(contents[0]) as { readonly text?: string }
  if (text === undefined) throw new Error('the resource has no text')
  return text
}
