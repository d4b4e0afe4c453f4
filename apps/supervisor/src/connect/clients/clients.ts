import { type Client, type ClientName, type Connection, type Entry, entryName } from './client.ts'
import { applicationData, configurationHome, homeOf, placeIn } from './places.ts'

const inMcpServers = () => ['mcpServers', entryName]

/** The shape that most clients share. */
function commandAndArguments(connection: Connection): Entry | undefined {
  if (connection.transport === 'http') return undefined
  return { command: connection.command, args: connection.arguments }
}

/**
 * modelcontextprotocol.io/docs/develop/connect-local-servers. Servers with an address are added in its
 * settings under Connectors only (support.claude.com, "custom connectors using remote MCP").
 */
const claudeDesktop: Client = {
  name: 'claude-desktop',
  title: 'Claude Desktop',
  format: 'jsonc',
  files: (machine) => [
    placeIn(machine, applicationData(machine), 'Claude', 'claude_desktop_config.json'),
  ],
  marks: (machine) => [placeIn(machine, applicationData(machine), 'Claude')],
  place: inMcpServers,
  toEntry: commandAndArguments,
  afterwards: 'Quit Claude Desktop and start it again; the prompts are in the menu behind "+".',
}

/** code.claude.com/docs/en/mcp, user scope: for all projects of this person. */
const claudeCode: Client = {
  name: 'claude-code',
  title: 'Claude Code',
  format: 'jsonc',
  files: (machine) => [
    placeIn(machine, machine.variables['CLAUDE_CONFIG_DIR'] ?? machine.home, '.claude.json'),
  ],
  marks: (machine) => [homeOf(machine, '.claude.json'), homeOf(machine, '.claude')],
  place: inMcpServers,
  toEntry: (connection) =>
    connection.transport === 'http'
      ? { type: 'http', url: connection.url }
      : { type: 'stdio', ...commandAndArguments(connection) },
  afterwards:
    'Start Claude Code anew; /mcp shows the connection, and prompts are commands under /.',
}

/** cursor.com/docs/mcp: the global file. */
const cursor: Client = {
  name: 'cursor',
  title: 'Cursor',
  format: 'jsonc',
  files: (machine) => [homeOf(machine, '.cursor', 'mcp.json')],
  marks: (machine) => [homeOf(machine, '.cursor')],
  place: inMcpServers,
  toEntry: (connection) =>
    connection.transport === 'http' ? { url: connection.url } : commandAndArguments(connection),
  afterwards: 'Cursor sees the change by itself; its settings list the server under MCP.',
}

/** code.visualstudio.com/docs/copilot/reference/mcp-configuration: that of the user profile. */
const vscode: Client = {
  name: 'vscode',
  title: 'VS Code',
  format: 'jsonc',
  files: (machine) => [placeIn(machine, applicationData(machine), 'Code', 'User', 'mcp.json')],
  marks: (machine) => [placeIn(machine, applicationData(machine), 'Code')],
  place: () => ['servers', entryName],
  toEntry: (connection) =>
    connection.transport === 'http'
      ? { type: 'http', url: connection.url }
      : { type: 'stdio', ...commandAndArguments(connection) },
  afterwards: 'Run "MCP: List Servers" in VS Code, start promptbin, and type / in the chat.',
}

/** developers.openai.com/codex/mcp. Its extension and its app share the file. */
const codex: Client = {
  name: 'codex',
  title: 'Codex',
  format: 'toml',
  files: (machine) => [
    placeIn(machine, machine.variables['CODEX_HOME'] ?? homeOf(machine, '.codex'), 'config.toml'),
  ],
  marks: (machine) => [machine.variables['CODEX_HOME'] ?? homeOf(machine, '.codex')],
  place: () => ['mcp_servers', entryName],
  toEntry: (connection) =>
    connection.transport === 'http' ? { url: connection.url } : commandAndArguments(connection),
  afterwards:
    'Start Codex anew; /mcp lists the server. Codex shows no prompts: ask for them in words.',
}

/** geminicli.com/docs/tools/mcp-server: `httpUrl` is streamable HTTP, `url` would be SSE. */
const gemini: Client = {
  name: 'gemini',
  title: 'Gemini CLI',
  format: 'jsonc',
  files: (machine) => [homeOf(machine, '.gemini', 'settings.json')],
  marks: (machine) => [homeOf(machine, '.gemini')],
  place: inMcpServers,
  toEntry: (connection) =>
    connection.transport === 'http' ? { httpUrl: connection.url } : commandAndArguments(connection),
  afterwards: 'Start Gemini CLI anew; /mcp shows the connection, and prompts are commands under /.',
}

/**
 * opencode.ai/docs/config and /docs/mcp-servers; the second major release keeps its servers in
 * `mcp.servers`, and reads those of the first as well (opencode.ai/v2/docs/mcp-servers).
 */
const opencode: Client = {
  name: 'opencode',
  title: 'opencode',
  format: 'jsonc',
  files: (machine) => {
    const folder = placeIn(machine, configurationHome(machine), 'opencode')
    return ['opencode.json', 'opencode.jsonc'].map((name) => placeIn(machine, folder, name))
  },
  marks: (machine) => [placeIn(machine, configurationHome(machine), 'opencode')],
  place: (configuration) => {
    const { servers } = Object(Object(configuration).mcp) as { readonly servers?: unknown }
    // A server of the first release could be called so; it would have a type.
    const isSecond = typeof servers === 'object' && servers !== null && !('type' in servers)
    return isSecond ? ['mcp', 'servers', entryName] : ['mcp', entryName]
  },
  toEntry: (connection) =>
    connection.transport === 'http'
      ? { type: 'remote', url: connection.url }
      : { type: 'local', command: [connection.command, ...connection.arguments] },
  afterwards: 'Start opencode anew; `opencode mcp list` shows the connection.',
}

/** Every client that can be connected, by its name. */
export const clients: Readonly<Record<ClientName, Client>> = {
  'claude-desktop': claudeDesktop,
  'claude-code': claudeCode,
  cursor,
  vscode,
  codex,
  gemini,
  opencode,
}
