import { type ClientKind, type MatrixClient, type Target, urlOf, type Way } from '../client-kind.ts'
import { questionsOf } from '../questions.ts'
import { stdioCommand } from '../stdio-command.ts'

type Sdk = typeof import('@modelcontextprotocol/sdk/client/index.js')
type Stdio = typeof import('@modelcontextprotocol/sdk/client/stdio.js')
type Http = typeof import('@modelcontextprotocol/sdk/client/streamableHttp.js')

/** Each release by the name under which it is installed, with the newest version that it knows. */
const releases = [
  { installed: 'sdk-1.10.2', version: '1.10.2', speaks: '2024-11-05' },
  { installed: 'sdk-1.20.2', version: '1.20.2', speaks: '2025-06-18' },
  { installed: '@modelcontextprotocol/sdk', version: '1.32.2', speaks: '2025-11-25' },
] as const

type Release = (typeof releases)[number]

async function transportFor({ installed }: Release, target: Target, way: Way) {
  if (way === 'stdio') {
    const { StdioClientTransport }: Stdio = await import(`${installed}/client/stdio.js`)
    return new StdioClientTransport(stdioCommand(target))
  }
  const path = `${installed}/client/streamableHttp.js`
  const { StreamableHTTPClientTransport }: Http = await import(path)
  return new StreamableHTTPClientTransport(urlOf(target, way))
}

/** What is the same in all releases, which the types of the newest one describe. */
async function connect(release: Release, target: Target, way: Way): Promise<MatrixClient> {
  const { Client }: Sdk = await import(`${release.installed}/client/index.js`)
  const client = new Client({ name: 'client-matrix', version: '1.0.0' })
  const { promise: changed, resolve } = Promise.withResolvers<void>()
  client.fallbackNotificationHandler = async ({ method }) => {
    if (method === 'notifications/prompts/list_changed') resolve()
  }
  const transport = await transportFor(release, target, way)
  // The transports of v1 declare optional properties without `undefined`, unlike their interface.
  await client.connect(transport as Parameters<typeof client.connect>[0])
  return {
    ...questionsOf(client),
    call: async (name, values) => {
      const { structuredContent, isError } = await client.callTool({ name, arguments: values })
      return { structuredContent, isError: isError === true }
    },
    listen: async () => ({ changed }),
  }
}

const ways: readonly Way[] = ['HTTP, session', 'HTTP, stateless', 'stdio']

/** The official client of the era before 2026-07-28, at three ages. */
export const sdkV1Kinds: readonly ClientKind[] = releases.flatMap((release) =>
  ways.map((way) => ({
    client: '@modelcontextprotocol/sdk',
    version: release.version,
    mode: '',
    way,
    speaks: release.speaks,
    completes: true,
    hears: way !== 'HTTP, stateless',
    connect: (target) => connect(release, target, way),
  })),
)
