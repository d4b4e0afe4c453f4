import { pretend } from './pretend.ts'

// Ready, and deaf to every wish to end.
process.on('SIGTERM', () => {})
pretend({})
