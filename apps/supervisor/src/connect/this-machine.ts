import { homedir } from 'node:os'
import { foreignVariables } from '@promptbin/config'
import type { Machine } from './clients/client.ts'
import { placeVariables } from './clients/places.ts'

/** The machine that this runs on, and where programs are looked for by whoever has started it. */
export function thisMachine(): Machine {
  const variables = foreignVariables([...placeVariables, 'PATH'])
  return { platform: process.platform, home: homedir(), variables }
}
