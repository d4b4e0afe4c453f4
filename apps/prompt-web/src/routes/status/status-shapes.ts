import { Type } from 'typebox'

const Numbers = Type.Record(Type.String(), Type.Number())
const Anything = Type.Record(Type.String(), Type.Unknown())

/** How MCP is served, as prompt-web sees it. */
export const McpStatus = Type.Object({
  status: Type.Union([Type.Literal('connected'), Type.Literal('unreachable')]),
  mcpUrl: Type.String({ description: 'The address that people give to their AI clients.' }),
  gateway: Type.Object({
    url: Type.String(),
    reachable: Type.Boolean(),
    checkedAt: Type.String({ format: 'date-time' }),
    responseMs: Type.Union([Type.Number(), Type.Null()]),
    problem: Type.Union([Type.String(), Type.Null()], {
      description: 'Why nothing is known of it.',
    }),
  }),
  configuration: Anything,
  mcp: Type.Union([Anything, Type.Null()], {
    description: 'What the gateway says of itself: versions, sessions, streams, clients, breakers.',
  }),
})

/** The configuration in force, with secrets masked. */
export const ConfigReport = Type.Object({
  service: Type.String(),
  version: Type.String(),
  mode: Type.String(),
  settings: Type.Record(
    Type.String(),
    Type.Object({
      value: Type.Unknown(),
      origin: Type.Union(
        (['default', 'file', 'environment', 'argument', 'derived'] as const).map((kind) =>
          Type.Literal(kind),
        ),
      ),
      source: Type.Union([Type.String(), Type.Null()], {
        description: 'The file and line, the variable or the option; null of a default.',
      }),
    }),
  ),
})

/** The process, for whoever develops PromptBin. */
export const DebugInfo = Type.Object({
  service: Type.String(),
  version: Type.String(),
  versions: Type.Record(Type.String(), Type.String()),
  platform: Type.String(),
  pid: Type.Integer(),
  uptimeSeconds: Type.Integer(),
  memory: Numbers,
  cpuSeconds: Numbers,
  eventLoop: Type.Object({
    utilization: Type.Number(),
    delayMs: Type.Union([Type.Number(), Type.Null()]),
  }),
  requests: Numbers,
  handles: Numbers,
  features: Anything,
  environment: Type.Union([Anything, Type.Null()], {
    description: 'Where it runs, and why it believes so.',
  }),
  routes: Type.Array(Type.String()),
  store: Anything,
})
