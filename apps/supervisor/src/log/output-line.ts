import { maskSecrets } from '@promptbin/logging'

/** A line that a process has printed. */
export interface Printed {
  readonly service: string
  readonly pid: number | undefined
  readonly stream: 'stdout' | 'stderr'
  readonly text: string
}

/**
 * The log line of what a process printed: a JSON line stays as it is, and plain text, which a
 * runtime or a library may print past every logger, becomes one.
 */
export function toLogLine({ service, pid, stream, text }: Printed, now: Date): string {
  if (isJsonObject(text)) return text
  const level = stream === 'stderr' ? 'warn' : 'info'
  const line = { time: now.toISOString(), level, service, pid, stream, msg: text }
  return maskSecrets(JSON.stringify(line))
}

function isJsonObject(text: string): boolean {
  if (!text.startsWith('{') || !text.endsWith('}')) return false
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
