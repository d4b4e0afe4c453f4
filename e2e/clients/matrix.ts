import type { ClientKind, Way } from './client-kind.ts'
import { aiSdkKinds } from './kinds/ai-sdk.ts'
import { inspectorKinds } from './kinds/inspector.ts'
import { mcpProxyKinds } from './kinds/mcp-proxy.ts'
import { mcpRemoteKinds } from './kinds/mcp-remote.ts'
import { sdkV1Kinds } from './kinds/sdk-v1.ts'
import { sdkV2Kinds } from './kinds/sdk-v2.ts'

/** Every client that is tested, in every way. */
export const allKinds: readonly ClientKind[] = [
  ...sdkV2Kinds,
  ...sdkV1Kinds,
  ...aiSdkKinds,
  ...inspectorKinds,
  ...mcpRemoteKinds,
  ...mcpProxyKinds,
]

const ways: readonly Way[] = ['HTTP, session', 'HTTP, stateless', 'stdio']

/** What a client does over one way: everything, all but what a note tells, or it is not tested. */
function cell(kind: ClientKind | undefined): string {
  if (!kind) return '–'
  return `✓${kind.hears ? '' : '¹'}${kind.completes ? '' : '²'}`
}

/** The rows of the table in docs/clients.md, each as its cells. */
export function matrixRows(kinds: readonly ClientKind[]): readonly (readonly string[])[] {
  const rows = Map.groupBy(kinds, ({ client, version, mode, speaks }) =>
    [`\`${client}\``, version, mode, speaks].join('|'),
  )
  return [...rows].map(([start, tested]) => [
    ...start.split('|'),
    ...ways.map((way) => cell(tested.find((kind) => kind.way === way))),
  ])
}
