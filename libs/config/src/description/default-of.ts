import type { Setting } from '../settings.ts'

/** Of these the default is another on each machine. */
const byMachine: Readonly<Record<string, string>> = {
  data_dir: 'the folder that the platform has for such data',
}

/** The default for documents, which are the same on every machine; '' is none. */
export function defaultOf({ key, default: written }: Pick<Setting, 'key' | 'default'>): string {
  return byMachine[key] ?? written
}
