import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inject } from 'vitest'

/** The bundle of a script in this folder, such as `services/steady.ts`, that runs as a process. */
export function programOf(script: string): string {
  return join(inject('programs'), script.replace(/\.ts$/, '.js'))
}

/** The `promptbin` command as it is shipped, which runs the services as they are. */
export const product = fileURLToPath(new URL('../dist/main.js', import.meta.url))

/** The same from its sources, for what tells of the places in them. */
export const productFromSources = fileURLToPath(new URL('../src/main.ts', import.meta.url))
