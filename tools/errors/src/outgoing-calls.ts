import type { SourceFile } from './sources.ts'

/** How a file opens a connection to something outside of its process. */
const ways: readonly RegExp[] = [
  /from '(?:undici|pg)'/,
  /import \{[^}]*\b(?:get|request)\b[^}]*\} from 'node:https?'/,
  /import \{[^}]*\bconnect\b[^}]*\} from 'node:(?:net|tls)'/,
  /from 'node:dgram'|import\('node:(?:dgram|tls|https)'\)/,
  /globalThis\.fetch|(?:await|return) fetch\(/,
  /new StreamableHTTPClientTransport|from 's3mini'|from '@opentelemetry\/(?:otlp-)?exporter/,
]

/** The files that call something outside of their process, from the root of the repository. */
export function outgoingCalls(sources: readonly SourceFile[]): readonly string[] {
  return sources.filter(({ text }) => ways.some((way) => way.test(text))).map(({ path }) => path)
}
