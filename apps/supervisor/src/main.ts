import { setFlagsFromString } from 'node:v8'
import { runSparingly } from './first-process/run-sparingly.ts'
import { standUnderInit } from './first-process/stand-under-init.ts'

// A command works for a moment: what V8's last compiler would gain is less than what its first use takes.
setFlagsFromString('--no-opt')

standUnderInit()
runSparingly()

// After those, as they start this process anew.
const { promptbin } = await import('./promptbin.ts')
const { services } = await import('./services.ts')
const { argv, stdin, stdout, stderr } = process

// Nothing that is still open, such as a terminal's stdin, may keep a finished command alive.
process.exit(await promptbin({ argv, services, terminal: { stdin, stdout, stderr } }))
