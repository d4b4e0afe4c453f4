import { pretend } from './pretend.ts'

// Feels well, and does not listen.
pretend({ isListening: false })
