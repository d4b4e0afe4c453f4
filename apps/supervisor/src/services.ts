import { fileURLToPath } from 'node:url'

/** One program that the supervisor keeps alive. */
export interface ServiceDefinition {
  readonly name: 'prompt-web' | 'mcp-gateway'
  /** Its section of the configuration, which has its host and port. */
  readonly section: 'web' | 'mcp'
  /** The module to run. */
  readonly entry: string
}

/** In development the sources run as they are; a bundle runs the other apps' bundles. */
const isBundle = !import.meta.url.endsWith('.ts')

function entryOf(app: string): string {
  const module = isBundle ? 'dist/main.js' : 'src/main.ts'
  return fileURLToPath(new URL(`../../${app}/${module}`, import.meta.url))
}

/** What is supervised, in the order of start; each waits for the one before. Stopped in reverse. */
export const services: readonly ServiceDefinition[] = [
  { name: 'prompt-web', section: 'web', entry: entryOf('prompt-web') },
  { name: 'mcp-gateway', section: 'mcp', entry: entryOf('mcp-gateway') },
]

/** The module of the `promptbin` command itself. */
export const promptbinEntry = entryOf('supervisor')
