import type { Section } from './section.ts'

/** mcp-gateway: where AI clients connect. */
export const mcp = {
  host: {
    doc: 'The address on which mcp-gateway listens. Other machines may only reach it if auth.required is true.',
    format: 'host',
    default: '127.0.0.1',
    change: 'fixed',
  },
  port: {
    doc: 'The port of mcp-gateway. 0 takes any free one.',
    format: 'port',
    default: '5100',
    change: 'fixed',
  },
  workers: {
    doc: 'How many gateway processes share the work. With more than one mcp.legacy is stateless, as a session lives in one process.',
    format: 'count',
    default: '1',
    minimum: '1',
    maximum: '64',
    change: 'reload',
  },
  request_timeout: {
    doc: 'How long an MCP request may take before it is answered with an error.',
    format: 'duration',
    default: '30s',
    minimum: '100ms',
    change: 'live',
  },
  web_url: {
    doc: 'Where mcp-gateway finds prompt-web. Unless given, it follows web.host and web.port.',
    format: 'http-url',
    default: 'http://127.0.0.1:5000',
    change: 'reload',
  },
  public_url: {
    doc: 'Under which address clients reach MCP, and which OAuth tokens must be made for. Unless given, it follows mcp.host and mcp.port.',
    format: 'http-url-or-nothing',
    default: '',
    change: 'reload',
  },
  allowed_hosts: {
    doc: 'The host names, without port, under which mcp-gateway answers, beside that of mcp.public_url.',
    format: 'host-names',
    default: 'localhost,127.0.0.1,[::1]',
    change: 'reload',
  },
  allowed_origins: {
    doc: 'The web pages that may use MCP: origins, or host names for every page from there.',
    format: 'origins',
    default: 'localhost,127.0.0.1,[::1]',
    change: 'reload',
  },
  legacy: {
    doc: 'How clients before 2026-07-28 are served: session, stateless (for replicas) or reject. Unless given, stateless if there is more than one worker.',
    format: 'legacy-hosting',
    default: 'session',
    change: 'reload',
  },
  session_timeout: {
    doc: 'How long a session of such a client may be idle before it ends.',
    format: 'duration',
    default: '30m',
    minimum: '100ms',
    change: 'live',
  },
  sse: {
    doc: 'Also serves the HTTP+SSE transport of 2024-11-05, which newer clients do not use.',
    format: 'switch',
    default: 'false',
    change: 'reload',
  },
  max_connections: {
    doc: 'How many sessions, streams and stdio connections one gateway process keeps at once.',
    format: 'count',
    default: '100',
    minimum: '1',
    maximum: '100000',
    change: 'live',
  },
  max_memory: {
    doc: 'The resident memory at which a gateway process is replaced, as web.max_memory.',
    format: 'bytes',
    default: '512MB',
    minimum: '256MB',
    change: 'reload',
  },
  rate_limit: {
    doc: 'How many requests a second one token may send in the long run, and twice as many at once. 0: any.',
    format: 'count',
    default: '1000',
    maximum: '1000000',
    change: 'live',
  },
  fast_path: {
    doc: 'Answers frequent requests from prepared bytes. Off, each of them goes the long way.',
    format: 'switch',
    default: 'true',
    change: 'reload',
  },
  profiles: {
    doc: 'Parts of the library with an address of their own, /mcp/<name>: each with some of folder, tag, favourite, read_only.',
    format: 'profiles',
    default: '{}',
    change: 'reload',
  },
} as const satisfies Section
