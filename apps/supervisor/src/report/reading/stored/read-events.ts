import { join } from 'node:path'
import { parseEvent } from '../../../history/parse-event.ts'
import { openJsonLines } from '../../../state/json-lines.ts'
import type { LifecycleEvent } from '../../../supervision/lifecycle-event.ts'
import { silently } from './silently.ts'

/** The last events that a supervisor has left, oldest first. */
export async function readEvents(
  stateFolder: string,
  most: number,
): Promise<readonly LifecycleEvent[]> {
  const file = join(stateFolder, 'events.jsonl')
  const events: LifecycleEvent[] = []
  for await (const event of openJsonLines({ file, parse: parseEvent, log: silently }).read()) {
    events.push(event)
    if (events.length > most) events.shift()
  }
  return events
}
