import envPaths from 'env-paths'
import type { FormatName } from './formats/formats.ts'

/** One setting as convict reads it; `doc` is what a person is told about it. */
export interface Leaf {
  readonly doc: string
  readonly format: FormatName
  /** In the notation of the configuration file, so that the documentation can quote it. */
  readonly default: string
  /** The value is masked wherever it would be shown. */
  readonly sensitive?: boolean
  readonly minimum?: string
  readonly maximum?: string
}

/** Settings, by themselves or in named sections. */
export interface Schema {
  readonly [name: string]: Leaf | { readonly [name: string]: Leaf }
}

/**
 * Every setting of PromptBin. Types, defaults, names of environment variables and documentation
 * all come from here; a setting stands here only if it does something.
 */
export const schema = {
  data_dir: {
    doc: 'The folder that holds the library, the logs and what a running instance needs.',
    format: 'directory',
    default: envPaths('promptbin', { suffix: '' }).data,
  },
  mode: {
    doc: 'production, or development: details in errors, reloading.',
    format: 'mode',
    default: 'production',
  },
  web: {
    host: {
      doc: 'The address on which prompt-web listens. Only this machine may reach it.',
      format: 'loopback-host',
      default: '127.0.0.1',
    },
    port: {
      doc: 'The port of prompt-web, its pages and its API. 0 takes any free one.',
      format: 'port',
      default: '5000',
    },
  },
  mcp: {
    host: {
      doc: 'The address on which mcp-gateway listens. Other machines may only reach it if auth.required is true.',
      format: 'host',
      default: '127.0.0.1',
    },
    port: {
      doc: 'The port of mcp-gateway. 0 takes any free one.',
      format: 'port',
      default: '5100',
    },
    request_timeout: {
      doc: 'How long an MCP request may take before it is answered with an error.',
      format: 'duration',
      default: '30s',
      minimum: '100ms',
    },
    web_url: {
      doc: 'Where mcp-gateway finds prompt-web. Unless given, it follows web.host and web.port.',
      format: 'http-url',
      default: 'http://127.0.0.1:5000',
    },
    public_url: {
      doc: 'Under which address clients reach MCP, and which OAuth tokens must be made for. Unless given, it follows mcp.host and mcp.port.',
      format: 'http-url-or-nothing',
      default: '',
    },
    allowed_hosts: {
      doc: 'The host names, without port, under which mcp-gateway answers, beside that of mcp.public_url.',
      format: 'host-names',
      default: 'localhost,127.0.0.1,[::1]',
    },
    allowed_origins: {
      doc: 'The web pages that may use MCP: origins, or host names for every page from there.',
      format: 'origins',
      default: 'localhost,127.0.0.1,[::1]',
    },
    legacy: {
      doc: 'How clients before 2026-07-28 are served: session, stateless (for replicas) or reject.',
      format: 'legacy-hosting',
      default: 'session',
    },
    session_timeout: {
      doc: 'How long a session of such a client may be idle before it ends.',
      format: 'duration',
      default: '30m',
      minimum: '100ms',
    },
    sse: {
      doc: 'Also serves the HTTP+SSE transport of 2024-11-05, which newer clients do not use.',
      format: 'switch',
      default: 'false',
    },
    max_connections: {
      doc: 'How many sessions, streams and stdio connections one gateway process keeps at once.',
      format: 'count',
      default: '100',
      minimum: '1',
      maximum: '100000',
    },
    rate_limit: {
      doc: 'How many requests a second one token may send in the long run, and twice as many at once. 0: any.',
      format: 'count',
      default: '1000',
      maximum: '1000000',
    },
    fast_path: {
      doc: 'Answers frequent requests from prepared bytes. Off, each of them goes the long way.',
      format: 'switch',
      default: 'true',
    },
    profiles: {
      doc: 'Parts of the library with an address of their own, /mcp/<name>: each with some of folder, tag, favourite, read_only.',
      format: 'profiles',
      default: '{}',
    },
  },
  auth: {
    required: {
      doc: 'Whether every request to mcp-gateway needs a token.',
      format: 'switch',
      default: 'false',
    },
    issuer: {
      doc: 'The OAuth 2.1 authorization server whose access tokens are accepted, as its metadata names it.',
      format: 'secure-url-or-nothing',
      default: '',
    },
    jwks_url: {
      doc: 'Where its public keys are. Unless given, its metadata is asked (RFC 8414, OpenID Connect).',
      format: 'secure-url-or-nothing',
      default: '',
    },
    audience: {
      doc: 'The audience that its tokens must name. Unless given, it is mcp.public_url.',
      format: 'text',
      default: '',
    },
  },
  supervisor: {
    host: {
      doc: 'The address on which the supervisor listens. Only this machine may reach it.',
      format: 'loopback-host',
      default: '127.0.0.1',
    },
    port: {
      doc: 'The port of the supervisor. 0 takes any free one.',
      format: 'port',
      default: '5200',
    },
  },
  share: {
    enabled: {
      doc: 'Whether a prompt may be shared by a link. Nothing listens for links until there is one.',
      format: 'switch',
      default: 'true',
    },
    host: {
      doc: 'The address on which links open. Any may be given: whoever has a link may read it.',
      format: 'host',
      default: '127.0.0.1',
    },
    port: {
      doc: 'The port on which links open, and nothing else. 0 takes any free one.',
      format: 'port',
      default: '5300',
    },
    public_url: {
      doc: 'The address that links begin with where a proxy stands before share.port. Unless given, it follows share.host and share.port.',
      format: 'http-url-or-nothing',
      default: '',
    },
    rate_limit: {
      doc: 'How many requests a minute one address may make to links.',
      format: 'count',
      default: '120',
      minimum: '1',
    },
  },
  monitoring: {
    health_check_interval: {
      doc: 'How often the health checks of each service run.',
      format: 'duration',
      default: '30s',
      minimum: '100ms',
    },
  },
  logging: {
    level: {
      doc: 'The least severe log lines that are written: trace, debug, info, warn, error or fatal.',
      format: 'log-level',
      default: 'info',
    },
  },
  operations: {
    max_restart_attempts: {
      doc: 'How often a service that keeps failing is restarted before it is given up. 0: never.',
      format: 'count',
      default: '5',
    },
    graceful_shutdown_timeout: {
      doc: 'How long requests in flight may take to finish at a shutdown.',
      format: 'duration',
      default: '30s',
    },
  },
} as const satisfies Schema

/** Older names of sections that are still understood. */
export const sectionAliases: Readonly<Record<string, string>> = { flask: 'web' }
