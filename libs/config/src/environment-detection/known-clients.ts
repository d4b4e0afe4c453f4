import type { Evidence } from './evidence.ts'

/** An AI client, and by what it is known in a process that it has started. */
interface KnownClient {
  readonly name: string
  /** Names of its processes, in lower case. */
  readonly processes: readonly string[]
  /** Variables that it gives to what it starts. */
  readonly variables: readonly string[]
}

/**
 * The clients that `promptbin connect` knows, with what their documentation says of the variables of
 * servers: CLAUDE_PROJECT_DIR and CLAUDECODE (code.claude.com/docs/en/mcp, …/env-vars), GEMINI_CLI
 * (geminicli.com/docs/tools/shell), CODEX_* (developers.openai.com/codex). Cursor is a fork of VS Code and has its
 * variables too, so it comes first.
 */
const knownClients: readonly KnownClient[] = [
  {
    name: 'Claude Code',
    processes: ['claude', 'claude-code'],
    variables: ['CLAUDECODE', 'CLAUDE_PROJECT_DIR'],
  },
  { name: 'Claude Desktop', processes: ['claude-desktop', 'claude helper'], variables: [] },
  { name: 'Cursor', processes: ['cursor', 'cursor helper'], variables: ['CURSOR_TRACE_ID'] },
  {
    name: 'VS Code',
    processes: ['code', 'code-insiders', 'code helper', 'code helper (plugin)'],
    variables: ['VSCODE_PID', 'VSCODE_IPC_HOOK'],
  },
  { name: 'Codex', processes: ['codex'], variables: ['CODEX_SANDBOX', 'CODEX_THREAD_ID'] },
  { name: 'Gemini CLI', processes: ['gemini', 'gemini-cli'], variables: ['GEMINI_CLI'] },
  { name: 'opencode', processes: ['opencode'], variables: ['OPENCODE', 'OPENCODE_PID'] },
]

/** The client above a process, and by what it was recognised. */
export interface RecognisedClient {
  readonly name: string
  readonly what: string
  readonly says: string
}

/**
 * The AI client that has started a process: the nearest of its parents that is one, else the first
 * whose variables it has.
 */
export function recogniseClient(evidence: Evidence): RecognisedClient | undefined {
  for (const { name, pid } of evidence.parents) {
    const client = knownClients.find(({ processes }) => processes.includes(name.toLowerCase()))
    if (client === undefined) continue
    return { name: client.name, what: 'parent process', says: `${name} (pid ${pid})` }
  }
  for (const { name, variables } of knownClients) {
    const variable = variables.find((one) => evidence.environment[one])
    if (variable !== undefined) return { name, what: `variable ${variable}`, says: 'is set' }
  }
  return undefined
}
