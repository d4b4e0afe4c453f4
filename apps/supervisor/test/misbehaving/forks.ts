import { spawn } from 'node:child_process'
import { pretend } from './pretend.ts'

// Its child holds the pipes, ignores every polite signal, and would live for ever.
const code =
  'process.on("SIGTERM", () => {}); setInterval(() => {}, 1000); console.log("born " + process.pid)'
spawn(process.execPath, ['-e', code], { stdio: 'inherit' })
pretend({ onReady: () => {} })
