export interface ClientConfigurationOptions {
  /** The running Node and our own module, both absolute: clients know neither PATH nor folder. */
  readonly node: string
  readonly entry: string
  /** What `promptbin mcp` needs to find this data folder. */
  readonly arguments: readonly string[]
  readonly mcpUrl: string
}

/** What to paste into the configuration of an AI client, once for each transport; valid JSON. */
export function clientConfiguration(options: ClientConfigurationOptions): {
  readonly stdio: string
  readonly http: string
} {
  const { node, entry, mcpUrl } = options
  const servers = (promptbin: object) => JSON.stringify({ mcpServers: { promptbin } })
  return {
    stdio: servers({ command: node, args: [entry, 'mcp', ...options.arguments] }),
    http: servers({ type: 'http', url: mcpUrl }),
  }
}
