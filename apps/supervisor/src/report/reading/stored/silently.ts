import type { StateLog } from '../../../state/state-file.ts'

/** What is only read here is none of our log's business. */
export const silently: StateLog = { warn: () => {} }
