import type { FastifyInstance } from 'fastify'

/** Where clients look for the metadata of a protected resource (RFC 9728 section 3). */
const wellKnown = '/.well-known/oauth-protected-resource'

/** The path of the MCP endpoint here, whatever a proxy calls it. */
const mcpPath = '/mcp'

/** Clients may keep it for an hour. */
const cacheControl = 'public, max-age=3600'

/** Where the metadata of a resource is: the well-known path stands before its own. */
export function resourceMetadataUrl(resource: string): string {
  const { origin, pathname } = new URL(resource)
  return origin + wellKnown + (pathname === '/' ? '' : pathname)
}

export interface ResourceMetadataOptions {
  /** The canonical URI of the MCP endpoint. */
  readonly resource: () => string
  /** The authorization server whose tokens are accepted. */
  readonly issuer: string
}

/**
 * Tells clients which authorization server to ask for a token (RFC 9728; MCP 2026-07-28
 * basic/authorization), at the root, at the path of `/mcp` and of its profiles, and under the path
 * that a proxy in front gives it.
 */
export async function resourceMetadata(
  app: FastifyInstance,
  { resource, issuer }: ResourceMetadataOptions,
): Promise<void> {
  const { pathname } = new URL(resource())
  const below = [...new Set([mcpPath, pathname.replace(/\/$/, '')])]
  const paths = ['', ...below, ...below.map((path) => `${path}/:profile`)]
  for (const path of new Set(paths.filter((path) => path !== '/:profile'))) {
    app.get(wellKnown + path, (_request, reply) =>
      reply.header('cache-control', cacheControl).send({
        resource: resource(),
        authorization_servers: [issuer],
        scopes_supported: ['prompts:read', 'prompts:write'],
        bearer_methods_supported: ['header'],
        resource_name: 'PromptBin',
      }),
    )
  }
}
