import { readState } from './read-state.ts'

/** What is small and holds no secret. */
const names = ['supervision', 'maintenance', 'audit-head'] as const

/** What a supervisor remembers over restarts, by the name of its file; null where nothing is. */
export async function readRemembered(
  stateFolder: string,
): Promise<Readonly<Record<string, unknown>>> {
  const found = names.map(async (name) => [name, (await readState(stateFolder, name)) ?? null])
  return Object.fromEntries(await Promise.all(found))
}
