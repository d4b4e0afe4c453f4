import type { McpServerFactory } from '@modelcontextprotocol/server'
import { announcing } from '../../changes/announced-server.ts'
import { type Profile, wholeLibrary } from '../../mcp/profiles/profile.ts'
import type { ServerFactories } from '../../mcp/server.ts'

/** Gives for every profile, by its name, what makes the servers that answer single requests. */
export function createFactoryFor(
  { serverFactoryFor }: Pick<ServerFactories, 'serverFactoryFor'>,
  profiles: readonly Profile[],
): (profile: string | null) => McpServerFactory | undefined {
  const factories = new Map(
    [wholeLibrary, ...profiles].map((profile) => [
      profile.name,
      announcing(serverFactoryFor('tcp', profile)),
    ]),
  )
  return (profile) => factories.get(profile)
}
