import { globSync } from 'node:fs'

/** Where Debian keeps the library that changes the clock of a program with threads. */
const places = '/usr/lib/*/faketime/libfaketimeMT.so.1'

/** Its path; throws where `tools/faults/install.sh` was not run. */
export function faketimeLibrary(): string {
  const [found] = globSync(places)
  if (found === undefined) throw new Error('libfaketime is missing: run tools/faults/install.sh')
  return found
}
