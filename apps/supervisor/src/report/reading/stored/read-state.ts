import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A part of the state as it stands in its file, whoever wrote it; undefined where there is none. Other than
 * who owns it we set nothing aside: a report changes nothing. Rejects with a system error, or a
 * `SyntaxError`.
 */
export async function readState(stateFolder: string, name: string): Promise<unknown> {
  try {
    const text = await readFile(join(stateFolder, `${name}.json`), 'utf8')
    return (JSON.parse(text) as { readonly value?: unknown } | null)?.value
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
