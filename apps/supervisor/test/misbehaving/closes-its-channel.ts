import { pretend } from './pretend.ts'

// Deaf and dumb from the first request on, but alive.
pretend({ onReady: () => process.disconnect() })
setInterval(() => {}, 1000)
